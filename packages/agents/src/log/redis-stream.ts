import { isTerminal } from '@parley/data-provider';
import type { RunEvent } from '@parley/data-provider';
import type { Look } from './follow.ts';
import type { LoggedEvent } from './port.ts';
import type { RedisConnection } from './redis-connection.ts';
import { batchSize } from './window.ts';

type Entry = [id: string, fields: string[]];

/** What Redis holds after `cursor`. */
export async function lookInStream(connection: RedisConnection, key: string, cursor: number): Promise<Look> {
  const entries = await connection.run((redis) => redis.xrange(key, `${cursor + 1}-0`, '+', 'COUNT', batchSize));
  if (entries.length === 0) {
    const newest = await newestInStream(connection, key);
    if (newest === null || newest.seq < cursor) return 'gone';
    return newest.seq === cursor && isTerminal(newest.event) ? 'ended' : [];
  }
  const events = entries.map(toLoggedEvent);
  // After a hole (the writer had to let go of what Redis did not take) there is nothing to build on.
  const hole = events.findIndex(({ seq }, i) => seq !== cursor + 1 + i);
  if (hole === 0) return 'gone';
  return hole === -1 ? events : events.slice(0, hole);
}

export async function newestInStream(connection: RedisConnection, key: string): Promise<LoggedEvent | null> {
  const [newest] = await connection.run((redis) => redis.xrevrange(key, '+', '-', 'COUNT', 1));
  return newest === undefined ? null : toLoggedEvent(newest);
}

function toLoggedEvent([id, [, json = 'null']]: Entry): LoggedEvent {
  // Only `writeToStream` writes here, and it was given an event.
  return { seq: Number.parseInt(id, 10), event: JSON.parse(json) as RunEvent };
}

export interface StreamWrite {
  key: string;
  events: readonly LoggedEvent[];
  /** Older events are dropped. */
  dropBefore?: number;
  /** Set the time to live. */
  ttlMs?: number;
}

/** Larger news are announced without their events, which readers then fetch: a channel is no place for megabytes. */
const maxNewsLength = 64 * 1024;

/** One round trip. Can be repeated after a failure that left the outcome unknown: numbers are given, not assigned. */
export async function writeToStream(connection: RedisConnection, write: StreamWrite): Promise<void> {
  const { key, events, dropBefore, ttlMs } = write;
  const results = await connection.run((redis) => {
    const pipeline = redis.pipeline();
    const texts = events.map(({ event }) => JSON.stringify(event));
    events.forEach(({ seq }, i) => pipeline.xadd(key, `${seq}-0`, 'e', texts[i] ?? ''));
    if (dropBefore !== undefined) pipeline.xtrim(key, 'MINID', `${dropBefore}-0`);
    const news = `[${events[0]?.seq ?? 0},${texts.join(',')}]`;
    if (events.length > 0) pipeline.publish(key, news.length > maxNewsLength ? '[]' : news);
    if (ttlMs !== undefined) pipeline.pexpire(key, ttlMs);
    return pipeline.exec();
  });
  for (const [error] of results ?? []) if (error && !isAlreadyWritten(error)) throw error;
}

const isAlreadyWritten = (error: Error) => error.message.includes('equal or smaller than the target stream top item');

/** The events in an announcement; none when they were too large for it. */
export function readNews(message: string): { first: number; events: readonly RunEvent[] } {
  // Only `writeToStream` announces.
  const [first, ...events] = JSON.parse(message) as [number?, ...RunEvent[]];
  return { first: first ?? 0, events };
}
