import { createStoredStore } from './storage.ts';
import { createStore } from './store.ts';

/** Conversations whose answer is being written, here, in another tab or on another device. */
export const running = createStore<ReadonlySet<string>>(new Set());

/** Conversations whose answer came while nobody looked. */
export const unread = createStoredStore<readonly string[]>('parley.unread', (stored) =>
  Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [],
);

/** The conversation in view. */
export const opened = createStore<string | null>(null);

export const markRunning = (id: string): void => running.set((ids) => (ids.has(id) ? ids : new Set([...ids, id])));

/** An answer has ended. It is unread unless the reader is looking at it. */
export function markEnded(id: string): void {
  running.set((ids) => {
    if (!ids.has(id)) return ids;
    const rest = new Set(ids);
    rest.delete(id);
    return rest;
  });
  if (opened.get() !== id || document.hidden) unread.set((ids) => (ids.includes(id) ? ids : [...ids, id]));
}

export function markRead(id: string): void {
  if (unread.get().includes(id)) unread.set((ids) => ids.filter((other) => other !== id));
}
