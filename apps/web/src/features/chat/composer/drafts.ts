import { session } from '../../../shared/api/session-state.ts';
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

/** Drafts belong to an account, so that they outlive signing out and still show to nobody else. */
function keyOf(conversationId: string): string {
  const state = session.get();
  return `parley.draft.${state.status === 'in' ? state.user.id : 'nobody'}.${conversationId}`;
}

const stores = new Map<string, Store<Draft>>();
const writePauseMs = 250;

/** What is being written in a conversation. The text outlives the page; images only the visit. */
export function draftOf(conversationId: string): Store<Draft> {
  const key = keyOf(conversationId);
  const known = stores.get(key);
  if (known) return known;
  const stored = readStored(key);
  const store = createStore<Draft>({ ...emptyDraft, text: typeof stored === 'string' ? stored : '' });
  stores.set(key, store);
  keepStored(key, store);
  return store;
}

function keepStored(key: string, store: Store<Draft>): void {
  let timer = 0;
  const write = () => {
    clearTimeout(timer);
    timer = 0;
    writeStored(key, store.get().text || undefined);
  };
  store.subscribe(() => {
    timer ||= window.setTimeout(write, writePauseMs);
  });
  addEventListener('pagehide', () => timer && write());
}
