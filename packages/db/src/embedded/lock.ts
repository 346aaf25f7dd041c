import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Makes this process the only server on a data folder; returns the way to give it back. The lock is the kernel's, which
 * Node reaches only through SQLite: unlike a process id in a file it ends with its process whatever happens to it, and
 * holds between containers that share a volume.
 */
export function lockDataDir(dataDir: string): () => void {
  const pidFile = join(dataDir, 'server.pid');
  const lock = new DatabaseSync(join(dataDir, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw new Error(`${dataDir} cannot be locked: ${String(cause)}`, { cause });
    const pid = readPid(pidFile);
    throw new Error(`${dataDir} is in use by another server (pid ${pid}); stop it, or choose another DATA_DIR.`, {
      cause,
    });
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => {
    rmSync(pidFile, { force: true });
    lock.close();
  };
}

function isBusy(error: unknown): boolean {
  const busy = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === busy;
}

function readPid(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // The other one has the lock and has not yet said who it is.
    return 'unknown';
  }
}
