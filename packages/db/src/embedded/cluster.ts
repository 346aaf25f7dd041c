import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';

/** A data folder's PostgreSQL: where it is, and how to run programs on it. */
export interface Cluster {
  dir: string;
  bin: string;
  account: Account | null;
}

const majorVersion = '18';
const role = 'parley';

/** How a cluster's programs are started. */
export function launchOptions({ dir, account }: Cluster) {
  return { cwd: dir, env: { LC_ALL: 'C', TZ: 'UTC' }, ...account };
}

/**
 * What `-D` says. Run as another account, PostgreSQL may not be able to walk to its folder, beneath /root for example.
 * It starts inside it, and this name leads there without the walk.
 */
export function dataDirArgument({ dir, account }: Cluster): string {
  return account !== null && process.platform === 'linux' ? '/proc/self/cwd' : dir;
}

/** The cluster in `dir`, made when there is none, and the password of its only login. */
export async function openCluster(cluster: Cluster, passwordFile: string): Promise<string> {
  const version = await readFile(join(cluster.dir, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version === null) return createCluster(cluster, passwordFile);
  if (version.trim() !== majorVersion) {
    throw new Error(`${cluster.dir} was made by PostgreSQL ${version.trim()}; this program brings ${majorVersion}.`);
  }
  return (await readFile(passwordFile, 'utf8').catch(() => '')).trim() || setPassword(cluster, passwordFile);
}

/** Made beside its place and moved there when whole, so that what is there is never half a cluster. */
async function createCluster(cluster: Cluster, passwordFile: string): Promise<string> {
  const draft = { ...cluster, dir: `${cluster.dir}.new` };
  await rm(draft.dir, { recursive: true, force: true });
  await mkdir(draft.dir, { mode: 0o700 });
  if (draft.account !== null) await chown(draft.dir, draft.account.uid, draft.account.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const sync = process.platform === 'linux' ? ['--sync-method=syncfs'] : [];
  await run(draft, { program: 'initdb', args: ['--auth=reject', '--username=postgres', ...locale, ...sync] });
  // The server's own login is not the superuser: SQL that went wrong can neither read files nor start programs.
  await runSql(draft, [
    `CREATE ROLE ${role} LOGIN CREATEDB`,
    `ALTER DATABASE postgres RENAME TO ${role}`,
    `ALTER DATABASE ${role} OWNER TO ${role}`,
  ]);
  const password = await setPassword(draft, passwordFile);
  await writeFile(join(draft.dir, 'pg_hba.conf'), `host all ${role} 127.0.0.1/32 scram-sha-256\n`);
  await rename(draft.dir, cluster.dir);
  return password;
}

async function setPassword(cluster: Cluster, passwordFile: string): Promise<string> {
  const password = randomBytes(32).toString('base64url');
  // Stretching makes guessing slow; at 256 random bits it would only make connecting slow.
  await runSql(cluster, ['SET scram_iterations = 1', `ALTER ROLE ${role} PASSWORD '${password}'`]);
  const file = await open(passwordFile, 'w', 0o600);
  await file.writeFile(`${password}\n`);
  await file.sync();
  await file.close();
  return password;
}

/** Runs statements without a server, as the superuser. */
function runSql(cluster: Cluster, statements: string[]): Promise<void> {
  const quiet = ['-c', 'log_min_messages=error', '-c', 'log_checkpoints=off'];
  // A statement ends with its line.
  const input = `${statements.join(';\n')};\n`;
  return run(cluster, { program: 'postgres', args: ['--single', ...quiet, 'template1'], input });
}

interface Invocation {
  program: string;
  args: string[];
  input?: string;
}

function run(cluster: Cluster, { program, args: [first = '', ...others], input = '' }: Invocation): Promise<void> {
  // `--single` has to come first.
  const args = [first, '-D', dataDirArgument(cluster), ...others];
  const child = spawn(join(cluster.bin, program), args, { ...launchOptions(cluster), stdio: 'pipe' });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdout.resume();
  child.stdin.on('error', () => undefined).end(input);
  child.on('error', reject);
  child.on('close', (code) => {
    // A statement that fails in `--single` is reported and forgotten.
    if (code === 0 && !/^(ERROR|FATAL|PANIC)/m.test(output)) resolve();
    else reject(new Error(`${program} failed: ${output.trim() || `exit code ${code}`}`));
  });
  return promise;
}
