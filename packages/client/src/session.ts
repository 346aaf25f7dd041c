import type { Session } from '@parley/data-provider';

type Fetch = typeof globalThis.fetch;

export interface SessionOptions {
  /** Where the server is, such as `https://chat.example`; empty for the origin of the page. */
  url: string;
  /** Asked for a token while none is known: for scripts that have one. */
  getToken?: () => string | null | Promise<string | null>;
  /** Told when the session is over and someone has to sign in again. */
  onUnauthorized?: () => void;
  fetch?: Fetch;
}

/** What became of a refresh. A server that cannot be reached has not signed anyone out. */
export type Refreshed = ({ state: 'signed-in' } & Session) | { state: 'signed-out' } | { state: 'unreachable' };

/** The access token, kept in memory only, and the ways to renew it. */
export interface ParleySession {
  token(): Promise<string | null>;
  /** After signing in or out. */
  setToken(token: string | null): void;
  /** A new token from the refresh cookie, as when a page is opened. Calls made meanwhile share one request. */
  refresh(): Promise<Refreshed>;
  /** Changes with the token, so that a refused call can tell whether it used the current one. */
  generation(): number;
  /** After a 401 of a call that began in `generation`: renews the token once for all who wait. */
  recover(generation: number): Promise<Refreshed['state']>;
  /** `fetch` with the token. */
  fetch: Fetch;
}

/** One name for all tabs: they share the refresh cookie, which changes with every refresh. */
const LOCK = 'parley.refresh';
const REFRESH_TIMEOUT_MS = 15_000;

export function createSession({
  url,
  getToken,
  onUnauthorized,
  fetch = globalThis.fetch.bind(globalThis),
}: SessionOptions): ParleySession {
  let token: string | null = null;
  let generation = 0;
  let isOver = false;
  let refreshing: Promise<Refreshed> | null = null;

  const setToken = (next: string | null) => {
    token = next;
    generation += 1;
    isOver = false;
  };

  async function renew(): Promise<Refreshed> {
    const result = await exclusively(() => requestToken(url, fetch));
    if (result.state === 'signed-in') setToken(result.token);
    if (result.state === 'signed-out') setToken(null);
    return result;
  }

  const session: ParleySession = {
    token: async () => token ?? (await getToken?.()) ?? null,
    setToken,
    generation: () => generation,
    refresh() {
      refreshing ??= renew().finally(() => (refreshing = null));
      return refreshing;
    },
    async recover(began) {
      if (began !== generation && token !== null) return 'signed-in';
      if (isOver) return 'signed-out';
      const { state } = await session.refresh();
      // Several calls wait for the same refresh; the first to see it fail says so.
      if (state === 'signed-out' && !isOver) {
        isOver = true;
        onUnauthorized?.();
      }
      return state;
    },
    async fetch(input, init) {
      const current = await session.token();
      const headers = new Headers(init?.headers);
      if (current !== null && !headers.has('authorization')) headers.set('authorization', `Bearer ${current}`);
      return fetch(input, { ...init, headers });
    },
  };
  return session;
}

async function requestToken(url: string, fetch: Fetch): Promise<Refreshed> {
  const response = await fetch(`${url}/api/auth/refresh`, {
    method: 'POST',
    credentials: 'include',
    // No cross-site form can send this type.
    headers: { 'content-type': 'application/json' },
    body: '{}',
    // Other tabs wait for this one.
    signal: AbortSignal.timeout(REFRESH_TIMEOUT_MS),
  }).catch(() => null);
  if (response === null || response.status >= 500 || response.status === 429) return { state: 'unreachable' };
  const answer: unknown = response.ok ? await response.json().catch(() => null) : null;
  return isSession(answer) ? { ...answer, state: 'signed-in' } : { state: 'signed-out' };
}

/** Tabs refresh one after the other: two at once would present the same cookie twice, which looks like theft. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  return locks === undefined ? work() : locks.request(LOCK, work);
}

const isSession = (answer: unknown): answer is Session =>
  typeof answer === 'object' && answer !== null && 'token' in answer && typeof answer.token === 'string';
