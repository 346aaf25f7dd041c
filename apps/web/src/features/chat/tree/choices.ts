import { createStore, type Store } from '../../../shared/store.ts';
import { readStored, writeStored } from '../../../shared/storage.ts';
import type { Choices } from './tree.ts';

/** Conversations whose branches are remembered on this device. */
const remembered = 200;
const key = 'parley.branches';

type Stored = [conversationId: string, choices: Choices][];

const stores = new Map<string, Store<Choices>>();

/** The branches chosen in a conversation. They outlive the page. */
export function choicesOf(conversationId: string): Store<Choices> {
  const known = stores.get(conversationId);
  if (known) return known;
  const store = createStore<Choices>(readAll().find(([id]) => id === conversationId)?.[1] ?? {});
  stores.set(conversationId, store);
  return store;
}

export function choose(conversationId: string, choices: Choices): void {
  choicesOf(conversationId).set(choices);
  const others = readAll().filter(([id]) => id !== conversationId);
  writeStored(key, [[conversationId, choices], ...others].slice(0, remembered));
}

function readAll(): Stored {
  const stored = readStored(key);
  return Array.isArray(stored) ? stored.filter(isEntry) : [];
}

const isEntry = (entry: unknown): entry is Stored[number] =>
  Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'object' && entry[1] !== null;
