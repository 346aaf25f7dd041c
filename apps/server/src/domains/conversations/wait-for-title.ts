import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@parley/db';
import { findById } from './store.ts';

/** Titles come after the first answer. The contract looks at once and then after these pauses: 15.5 s in all. */
const pausesMs = [0, 500, 1000, 2000, 4000, 8000];

/** The title of a conversation once it has one, or null when none came or the caller left. */
export async function waitForTitle(db: Db, id: string, signal: AbortSignal): Promise<string | null> {
  for (const pause of pausesMs) {
    const waited = await sleep(pause, true, { signal }).catch(() => false);
    if (!waited) return null;
    const row = await findById(db, id);
    if (!row) return null;
    if (row.titleSource !== 'default') return row.title;
  }
  return null;
}
