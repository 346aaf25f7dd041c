import type { MessageFile } from '@parley/data-provider';
import { newId } from '../../../shared/new-id.ts';
import { createStore } from '../../../shared/store.ts';

/** A message that waits for the answer before it. */
export interface Queued {
  id: string;
  text: string;
  files: MessageFile[];
}

const none: readonly Queued[] = [];

export const queues = createStore<ReadonlyMap<string, readonly Queued[]>>(new Map());

export const queueOf = (conversationId: string): readonly Queued[] => queues.get().get(conversationId) ?? none;

const change = (conversationId: string, update: (queue: readonly Queued[]) => readonly Queued[]) =>
  queues.set((all) => new Map(all).set(conversationId, update(all.get(conversationId) ?? none)));

export const enqueue = (conversationId: string, message: Omit<Queued, 'id'>): void =>
  change(conversationId, (queue) => [...queue, { ...message, id: newId() }]);

export const dequeue = (conversationId: string, id: string): void =>
  change(conversationId, (queue) => queue.filter((message) => message.id !== id));

export const moveUp = (conversationId: string, id: string): void =>
  change(conversationId, (queue) => {
    const index = queue.findIndex((message) => message.id === id);
    const message = queue[index];
    return message && index > 0 ? queue.toSpliced(index, 1).toSpliced(index - 1, 0, message) : queue;
  });
