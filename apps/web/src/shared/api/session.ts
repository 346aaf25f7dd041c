import type { Session } from '@parley/data-provider';
import { api } from './client.ts';
import { channel, session } from './session-state.ts';

/** After signing in: other tabs that wait at the sign-in page follow. */
export function beginSession({ token, user }: Session): void {
  api.session.setToken(token);
  session.set({ status: 'in', user });
  channel?.postMessage('in');
}

/** Asks once, when the page opens, whether somebody is signed in. Throws when the server cannot be reached. */
export async function resumeSession(): Promise<void> {
  if (session.get().status !== 'unknown') return;
  const refreshed = await api.session.refresh();
  if (refreshed.state === 'unreachable') throw new Error('The server cannot be reached.');
  session.set(refreshed.state === 'signed-in' ? { status: 'in', user: refreshed.user } : { status: 'out' });
}

/** Follows what other tabs do to the session. */
export function watchSession(): void {
  channel?.addEventListener('message', ({ data }) => {
    if (data === 'out') {
      api.session.setToken(null);
      session.set({ status: 'out' });
    } else if (session.get().status === 'out') {
      session.set({ status: 'unknown' });
      void resumeSession().catch(() => session.set({ status: 'out' }));
    }
  });
}
