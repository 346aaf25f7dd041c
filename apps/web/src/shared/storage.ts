import { createStore, type Store } from './store.ts';

/** `localStorage` that may be full, forbidden or hold anything. */
export function readStored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** Storing nothing, `undefined`, removes the key. */
export function writeStored(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page works, it only forgets.
  }
}

/** A store that outlives the page and follows changes made in other tabs. `parse` makes sense of whatever is there. */
export function createStoredStore<T>(key: string, parse: (stored: unknown) => T): Store<T> {
  const store = createStore(parse(readStored(key)));
  addEventListener('storage', (event) => {
    if (event.key === key) store.set(parse(readStored(key)));
  });
  return {
    ...store,
    set(next) {
      store.set(next);
      writeStored(key, store.get());
    },
  };
}
