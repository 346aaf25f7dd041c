import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Cluster } from './cluster.ts';
import { freePort, startPostgres, type PostgresProcess } from './process.ts';

export interface SupervisedPostgres {
  port: number;
  stop(): Promise<void>;
}

interface SuperviseOptions {
  log: Log;
  settings: Record<string, string>;
}

/** Keeps PostgreSQL running on one port until it is stopped. */
export async function supervise(cluster: Cluster, options: SuperviseOptions): Promise<SupervisedPostgres> {
  const first = await startSomewhere(cluster, options);
  const { port } = first;
  let current: PostgresProcess = first.postgres;
  let isStopping = false;

  const restart = async (): Promise<PostgresProcess> => {
    for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
      try {
        return await startPostgres(cluster, { port, ...options });
      } catch (error) {
        if (isStopping) throw error;
        options.log.error({ error }, 'PostgreSQL did not start again; trying once more.');
        await delay(pause);
      }
    }
  };
  const watch = async (): Promise<void> => {
    await current.exited;
    while (!isStopping) {
      options.log.error({ pid: current.pid }, 'PostgreSQL ended by itself; starting it again.');
      current = await restart();
      if (!isStopping) await current.exited;
    }
  };
  // It fails only while it is being stopped, when there is nothing left to stop.
  const watching = watch().catch(() => undefined);

  return {
    port,
    stop: async () => {
      isStopping = true;
      await current.stop();
      await watching;
      // One that was just being started again.
      await current.stop();
    },
  };
}

async function startSomewhere(cluster: Cluster, options: SuperviseOptions) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return { port, postgres: await startPostgres(cluster, { port, ...options }) };
    } catch (error) {
      if (attempt === 50 || !isPassing(error)) throw error;
      await delay(100);
    }
  }
}

/** Someone took the port in between, or sessions of a PostgreSQL that was killed are still ending. */
function isPassing(error: unknown): boolean {
  return error instanceof Error && /could not create any TCP\/IP sockets|shared memory block/.test(error.message);
}
