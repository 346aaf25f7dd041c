import type { User } from '@parley/data-provider';
import { createStore, useStore } from '../store.ts';

export type SessionState =
  /** Not asked yet. */
  { status: 'unknown' } | { status: 'out' } | { status: 'in'; user: User };

export const session = createStore<SessionState>({ status: 'unknown' });

/** Nobody is signed in any more, here or in any other tab. */
export function endSession(): void {
  session.set({ status: 'out' });
  channel?.postMessage('out');
}

/** Tabs share one cookie, so what one of them does to the session holds for all. */
export const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('parley.session');

export const useSessionState = (): SessionState => useStore(session);

/** The signed-in account. Only for pages behind the sign-in. */
export function useAccount(): User {
  const state = useSessionState();
  if (state.status !== 'in') throw new Error('This page needs a signed-in account.');
  return state.user;
}
