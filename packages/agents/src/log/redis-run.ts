import type { RunEvent } from '@parley/data-provider';
import type { Look } from './follow.ts';
import type { RedisConnection } from './redis-connection.ts';
import { writeToStream } from './redis-stream.ts';
import { createWindow } from './window.ts';
import type { RunBounds } from './window.ts';

/** A run written here, held in memory until Redis has all of it. */
export interface RedisRun {
  readonly isEnded: boolean;
  /** Resolves when Redis has the events, or could not take them yet. */
  push(events: readonly RunEvent[]): Promise<void>;
  expire(afterMs: number): Promise<void>;
  look(cursor: number): Look;
  /** One more try for what Redis does not have, then no more. */
  close(): Promise<void>;
}

export interface RedisRunOptions {
  connection: RedisConnection;
  key: string;
  bounds: RunBounds;
  /** Number of the event before the first one written here. */
  base: number;
  onNews: () => void;
  /** It has ended and Redis has it all, or it has expired. */
  onDone: () => void;
  onError: (error: unknown) => void;
}

/** Longer than a run may be silent; renewed while it writes. */
const runningTtlMs = 60 * 60_000;
const ttlRenewMs = 60_000;

export function createRedisRun(options: RedisRunOptions): RedisRun {
  const { connection, key, bounds, base, onNews, onDone, onError } = options;
  const window = createWindow(bounds, base);
  /** The last event that Redis has. */
  let stored = base;
  /** Let go of by the window already, so no longer wanted in Redis. */
  let dropped = base;
  let failures = 0;
  let flushing: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let expiry: NodeJS.Timeout | undefined;
  /** Asked for by `expire`, and not set yet. */
  let nextTtlMs: number | null = null;
  let ttlSetAt = 0;
  let isDone = false;

  async function writeNext(): Promise<void> {
    const { first } = window;
    // More than the window holds came while Redis was away: what fell out of it is lost to other processes.
    stored = Math.max(stored, first - 1);
    const found = window.look(stored);
    const events = typeof found === 'string' ? [] : found;
    const wanted = nextTtlMs;
    const ttlMs = wanted ?? (Date.now() - ttlSetAt > ttlRenewMs ? runningTtlMs : null);
    await writeToStream(connection, {
      key,
      events,
      ...(first - 1 > dropped && { dropBefore: first }),
      ...(ttlMs !== null && { ttlMs }),
    });
    stored = events.at(-1)?.seq ?? stored;
    dropped = first - 1;
    if (ttlMs !== null) ttlSetAt = Date.now();
    if (nextTtlMs === wanted) nextTtlMs = null;
  }

  /** One at a time; takes along whatever is added meanwhile. */
  async function flush(): Promise<void> {
    clearTimeout(retry);
    try {
      do {
        await writeNext();
        failures = 0;
        onNews();
      } while (stored < window.last || nextTtlMs !== null);
      if (window.isEnded) finish();
    } catch (error) {
      onError(error);
      failures += 1;
      if (!isDone) retry = setTimeout(() => void startFlush(), retryDelay(failures)).unref();
      onNews();
    } finally {
      // Here and not in a `then`, so that nothing can be added between the last look and this.
      flushing = null;
    }
  }

  function startFlush(): Promise<void> {
    flushing ??= flush();
    return flushing;
  }

  function finish() {
    isDone = true;
    clearTimeout(retry);
    clearTimeout(expiry);
    onDone();
    onNews();
  }

  return {
    get isEnded() {
      return window.isEnded;
    },
    async push(events) {
      for (const event of events) window.push(event);
      if (failures === 0) return startFlush();
      // While Redis is away, readers in this process go on; the others wait for the next attempt.
      onNews();
    },
    expire(afterMs) {
      nextTtlMs = afterMs;
      clearTimeout(expiry);
      expiry = setTimeout(finish, afterMs).unref();
      return startFlush();
    },
    look: (cursor) => window.look(cursor, failures > 0 ? window.last : stored),
    async close() {
      await startFlush();
      finish();
    },
  };
}

const retryDelay = (failures: number) => Math.min(2_000, 50 * 2 ** Math.min(failures, 6));
