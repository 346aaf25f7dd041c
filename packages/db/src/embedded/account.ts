import { readFile, stat } from 'node:fs/promises';

/** Whom PostgreSQL runs as. It refuses to be root. */
export interface Account {
  uid: number;
  gid: number;
}

/** The account for this cluster, or null when it is the one we run as ourselves. */
export async function chooseAccount(clusterDir: string): Promise<Account | null> {
  const own = process.geteuid?.() ?? -1;
  const owner = await stat(clusterDir).catch(() => null);
  if (own !== 0) {
    if (owner !== null && owner.uid !== own && own !== -1) {
      throw new Error(`${clusterDir} belongs to another account (uid ${owner.uid}); start as that one, or as root.`);
    }
    return null;
  }
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const accounts = new Map(passwd.split('\n').map((line) => [line.split(':', 1)[0], line.split(':')] as const));
  const entry = accounts.get('postgres') ?? accounts.get('nobody');
  if (entry === undefined) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no account "postgres" or "nobody": start as another user.',
    );
  }
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
