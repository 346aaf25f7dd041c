import { readFile, stat } from 'node:fs/promises';

/** Whom PostgreSQL runs as. It refuses to be root. */
export interface Account {
  uid: number;
  gid: number;
}

/** The account for this cluster, or null when it is the one we run as ourselves. */
export async function chooseAccount(clusterDir: string): Promise<Account | null> {
  const own = process.geteuid?.();
  const owner = await stat(clusterDir).catch(() => null);
  if (own === 0) return owner === null || owner.uid === 0 ? findUnprivileged() : { uid: owner.uid, gid: owner.gid };
  if (own !== undefined && owner !== null && owner.uid !== own) {
    throw new Error(`${clusterDir} belongs to another account (uid ${owner.uid}); start as that one, or as root.`);
  }
  return null;
}

async function findUnprivileged(): Promise<Account> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no account "postgres" or "nobody": use another one.');
}
