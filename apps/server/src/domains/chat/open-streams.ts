import { fail } from '@parley/data-provider';

/** More than anyone has tabs; each costs the process a socket and a place in the log's list of listeners. */
const mostPerUser = 100;
const open = new Map<string, number>();

/** Counts a reader's open streams. @throws 429 when there are too many, before the stream begins */
export function countStream<T>(userId: string, events: AsyncIterable<T>): AsyncIterable<T> {
  if ((open.get(userId) ?? 0) >= mostPerUser) {
    fail('rate_limited', 'Too many streams are open at once. Close some tabs.', { retryAfter: 5 });
  }
  return counted(userId, events);
}

async function* counted<T>(userId: string, events: AsyncIterable<T>): AsyncGenerator<T> {
  open.set(userId, (open.get(userId) ?? 0) + 1);
  try {
    yield* events;
  } finally {
    const left = (open.get(userId) ?? 1) - 1;
    if (left > 0) open.set(userId, left);
    else open.delete(userId);
  }
}
