import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';

/** What PostgreSQL writes about itself while it runs. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

export async function readPostmaster(clusterDir: string): Promise<Postmaster | null> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, , , , status] = text.split('\n');
  if (pid === undefined || !(Number(pid) > 0) || !isAlive(Number(pid))) return null;
  return { pid: Number(pid), port: Number(port), isReady: status?.trim() === 'ready' };
}

/** Stops a PostgreSQL that outlived its server, so that the caller can start its own on this cluster. */
export async function stopOrphan(clusterDir: string, log: Log): Promise<void> {
  const postmaster = await readPostmaster(clusterDir);
  if (postmaster === null) return;
  const { pid } = postmaster;
  if (!(await worksIn(pid, clusterDir))) {
    // The number was given to another program since; PostgreSQL would take that one for itself.
    await rm(join(clusterDir, 'postmaster.pid'), { force: true });
    return;
  }
  log.warn({ pid }, 'PostgreSQL was left running by a server that died; stopping it.');
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
    ['SIGKILL', 5],
  ] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < seconds * 20; waited++) {
      if (!isAlive(pid)) return;
      await delay(50);
    }
  }
  throw new Error(`PostgreSQL (pid ${pid}) still runs on ${clusterDir} and does not stop.`);
}

/** Whether a process is a PostgreSQL on this cluster: it works inside its folder. */
async function worksIn(pid: number, clusterDir: string): Promise<boolean> {
  const dir = await realpath(clusterDir);
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === dir;
  return spawnSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).stdout.includes(clusterDir);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
