import { type AdapterContext, type CreateContext, implementFor } from '@parley/express-adapter';
import type { Logger } from 'pino';
import { type Authenticate, bearerOf } from './core/authenticate.ts';
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

export function contextFactory(services: Services, authenticate: Authenticate): CreateContext<AppContext> {
  return async ({ req, info, requestId, ip, signal }) => {
    const token = info.needsUser ? bearerOf(req.headers.authorization) : null;
    const user = token === null ? null : await authenticate(token);
    const { log, ...rest } = services;
    return {
      ...rest,
      user,
      requestId,
      ip,
      signal,
      log: log.child(user ? { requestId, userId: user.id } : { requestId }),
      cookies: req.cookies as Record<string, string | undefined>, // set by cookie-parser
      userAgent: req.get('user-agent') ?? null,
    };
  };
}
