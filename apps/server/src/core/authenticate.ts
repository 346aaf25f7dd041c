import type { Db } from '@parley/db';
import type { SignedIn } from '../context.ts';
import { findById } from '../domains/users/index.ts';
import type { AccessClaims, Tokens } from './tokens.ts';

/** A changed role, ban or deletion acts on the next request after this long at most. */
const accountFreshMs = 1000;
const mostCached = 10_000;

export interface Authenticate {
  (token: string): Promise<SignedIn | null>;
  /** Whether an account may still be signed in. */
  isWelcome(userId: string): Promise<boolean>;
}

/** The account behind an access token. Remembers checked signatures, and accounts for a moment. */
export function createAuthenticate(db: Db, tokens: Tokens): Authenticate {
  const claims = new BoundedMap<AccessClaims>(mostCached);
  const accounts = new BoundedMap<{ role: Promise<string | null>; staleAt: number }>(mostCached);

  const read = async (token: string): Promise<AccessClaims | null> => {
    const known = claims.get(token);
    if (known) return known.exp * 1000 > Date.now() ? known : null;
    const verified = await tokens.readAccess(token);
    if (verified) claims.set(token, verified);
    return verified;
  };

  const roleOf = (id: string): Promise<string | null> => {
    const known = accounts.get(id);
    if (known && known.staleAt > Date.now()) return known.role;
    const role = findById(db, id).then((account) => (account && !account.disabledAt ? account.role : null));
    accounts.set(id, { role, staleAt: Date.now() + accountFreshMs });
    // A failed look-up is not an answer to remember.
    role.catch(() => accounts.delete(id));
    return role;
  };

  const authenticate = async (token: string) => {
    const verified = await read(token);
    const role = verified && (await roleOf(verified.id));
    return verified && role ? { id: verified.id, role, sessionId: verified.sid } : null;
  };
  return Object.assign(authenticate, { isWelcome: async (userId: string) => (await roleOf(userId)) !== null });
}

/** RFC 6750, section 2.1. Never a cookie: a page of another site could send that. */
export const bearerOf = (header: string | undefined): string | null =>
  /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;

/** Forgets its oldest entry when full. */
class BoundedMap<V> {
  readonly #entries = new Map<string, V>();
  readonly #limit: number;
  constructor(limit: number) {
    this.#limit = limit;
  }
  get(key: string): V | undefined {
    return this.#entries.get(key);
  }
  delete(key: string): void {
    this.#entries.delete(key);
  }
  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#limit) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }
}
