import { createStore, type Store } from '../../../shared/store.ts';
import { readStored, writeStored } from '../../../shared/storage.ts';

/** An image on its way into a message. */
export interface Attachment {
  id: string;
  name: string;
  state: 'preparing' | 'ready' | 'failed';
  /** For the preview, and what is sent: a `data:` URL. Empty while it is prepared. */
  url: string;
  type: string;
  width: number;
  height: number;
  bytes: number;
}

export interface Draft {
  text: string;
  attachments: readonly Attachment[];
}

export const emptyDraft: Draft = { text: '', attachments: [] };

const keyOf = (conversationId: string) => `parley.draft.${conversationId}`;
const stores = new Map<string, Store<Draft>>();
const writePauseMs = 250;

/** What is being written in a conversation. The text outlives the page; images only the visit. */
export function draftOf(conversationId: string): Store<Draft> {
  const known = stores.get(conversationId);
  if (known) return known;
  const stored = readStored(keyOf(conversationId));
  const store = createStore<Draft>({ ...emptyDraft, text: typeof stored === 'string' ? stored : '' });
  stores.set(conversationId, store);
  keepStored(conversationId, store);
  return store;
}

function keepStored(conversationId: string, store: Store<Draft>): void {
  let timer = 0;
  const write = () => {
    clearTimeout(timer);
    timer = 0;
    writeStored(keyOf(conversationId), store.get().text || undefined);
  };
  store.subscribe(() => {
    timer ||= window.setTimeout(write, writePauseMs);
  });
  addEventListener('pagehide', () => timer && write());
}

/** Another account on this device must not find what was being written. */
export function forgetDrafts(): void {
  for (const store of stores.values()) store.set(emptyDraft);
  stores.clear();
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(keyOf(''))) writeStored(key, undefined);
  }
}
