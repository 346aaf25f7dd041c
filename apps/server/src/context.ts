import { type AdapterContext, implementFor } from '@parley/express-adapter';
import type { Logger } from 'pino';
import type { Services } from './services.ts';

export type { Reply } from '@parley/express-adapter';

/** Whoever is signed in, as handlers see it. */
export interface SignedIn {
  id: string;
  role: string;
  sessionId: string;
}

/** What a handler is given besides its input. */
export interface AppContext extends AdapterContext<SignedIn>, Omit<Services, 'log'> {
  /** Carries the request and user id. */
  log: Logger;
  cookies: Readonly<Record<string, string | undefined>>;
  userAgent: string | null;
}

export const implement = implementFor<AppContext>();
