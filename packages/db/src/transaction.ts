import { setTimeout as delay } from 'node:timers/promises';
import type { Prisma } from '../generated/client.ts';
import type { Database, Db } from './client.ts';
import { isWriteConflict } from './errors.ts';

export interface TransactionOptions {
  isolation?: Prisma.TransactionIsolationLevel;
  /** How long it may take from its first statement to its last. */
  timeoutMs?: number;
}

const maxRetries = 3;

/**
 * Runs `fn` in a transaction: its writes happen together or not at all. When it loses against another one (serialization
 * failure, deadlock) it runs again, so `fn` touches nothing but the database. Inside a transaction it joins that one.
 */
export async function inTransaction<T>(
  db: Database | Db,
  fn: (tx: Db) => Promise<T>,
  { isolation, timeoutMs }: TransactionOptions = {},
): Promise<T> {
  if (!('$connect' in db)) return fn(db);
  const options = {
    ...(isolation !== undefined && { isolationLevel: isolation }),
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(fn, options);
    } catch (error) {
      if (attempt > maxRetries || !isWriteConflict(error)) throw error;
    }
    // Those who collided must not meet again: a random share of 20, 40, 80 ms.
    await delay(Math.random() * 10 * 2 ** attempt);
  }
}
