import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chooseAccount } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { openCluster } from './embedded/cluster.ts';
import { lockDataDir } from './embedded/lock.ts';
import { readPostmaster, stopOrphan } from './embedded/orphan.ts';
import { supervise } from './embedded/supervise.ts';
import type { Log } from './log.ts';

export interface EmbeddedOptions {
  dataDir: string;
  log: Log;
  /** PostgreSQL settings on top of the usual ones. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

/**
 * Runs the PostgreSQL that comes with this program on `<dataDir>/postgres`, as a child of this process that is started
 * again should it end by itself. One server per data folder; a second one is refused.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  settings = {},
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const root = resolve(dataDir);
  const dir = clusterDir(root);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const account = await chooseAccount(dir);
  const unlock = lockDataDir(root);
  try {
    const cluster = { dir, account, bin: await findBinaries(account) };
    await stopOrphan(dir, log);
    const password = await openCluster(cluster, passwordFile(root));
    const server = await supervise(cluster, { log, settings });
    let stopped: Promise<void> | undefined;
    return {
      url: urlOf(server.port, password),
      stop: () => (stopped ??= server.stop().finally(unlock)),
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The address of the PostgreSQL that a running server has on `dataDir`, or null. */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  const root = resolve(dataDir);
  const postmaster = await readPostmaster(clusterDir(root));
  const password = await readFile(passwordFile(root), 'utf8').catch(() => '');
  return postmaster?.isReady === true && password !== '' ? urlOf(postmaster.port, password.trim()) : null;
}

const clusterDir = (root: string) => join(root, 'postgres');
const passwordFile = (root: string) => join(root, 'postgres.password');
const urlOf = (port: number, password: string) => `postgresql://parley:${password}@127.0.0.1:${port}/parley`;
