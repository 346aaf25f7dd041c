import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminal } from '@parley/data-provider';
import type { RunEvent } from '@parley/data-provider';
import type { Look } from './follow.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisKeys } from './redis-keys.ts';
import { createRedisRun } from './redis-run.ts';
import type { RedisRun } from './redis-run.ts';
import { newestInStream } from './redis-stream.ts';
import type { RunBounds } from './window.ts';

export interface RedisWriterOptions {
  connection: RedisConnection;
  keys: RedisKeys;
  bounds: RunBounds;
  onNews: (runId: string) => void;
  onError: (error: unknown) => void;
}

/** The runs that this process writes. */
export interface RedisWriter {
  append(runId: string, events: readonly RunEvent[]): Promise<void>;
  expire(runId: string, afterMs: number): Promise<void>;
  /** `gone` when the run is not written here, or no longer. */
  look(runId: string, cursor: number): Look;
  close(): Promise<void>;
}

const adoptAttempts = 20;
const adoptRetryMs = 500;

export function createRedisWriter({ connection, keys, bounds, onNews, onError }: RedisWriterOptions): RedisWriter {
  const runs = new Map<string, RedisRun>();
  const adoptions = new Map<string, Promise<void>>();
  let isClosed = false;

  function begin(runId: string, base: number): RedisRun {
    const run = createRedisRun({
      connection,
      key: keys.events(runId),
      bounds,
      base,
      onNews: () => onNews(runId),
      onDone: () => runs.delete(runId),
      onError,
    });
    runs.set(runId, run);
    return run;
  }

  /** A run begun by another process, which died: its numbers go on where it left off. */
  async function adopt(runId: string): Promise<void> {
    for (let attempt = 0; attempt < adoptAttempts; attempt += 1) {
      try {
        const newest = await newestInStream(connection, keys.events(runId));
        if (newest && !isTerminal(newest.event)) begin(runId, newest.seq);
        return;
      } catch (error) {
        onError(error);
        await sleep(adoptRetryMs, undefined, { ref: false });
      }
    }
  }

  async function adopted(runId: string): Promise<RedisRun | undefined> {
    const adoption = adoptions.get(runId) ?? adopt(runId).finally(() => adoptions.delete(runId));
    adoptions.set(runId, adoption);
    await adoption;
    return runs.get(runId);
  }

  return {
    async append(runId, events) {
      if (isClosed) return;
      const known = runs.get(runId) ?? (events[0]?.type === 'run-start' ? begin(runId, 0) : undefined);
      const run = known ?? (await adopted(runId));
      if (run && !run.isEnded) await run.push(events);
    },
    async expire(runId, afterMs) {
      const run = runs.get(runId);
      if (run) await run.expire(afterMs);
      else await connection.run((redis) => redis.pexpire(keys.events(runId), afterMs)).catch(onError);
    },
    look: (runId, cursor) => runs.get(runId)?.look(cursor) ?? 'gone',
    async close() {
      isClosed = true;
      await Promise.all([...runs.values()].map((run) => run.close()));
    },
  };
}
