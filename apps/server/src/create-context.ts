import type { CreateContext } from '@parley/express-adapter';
import type { AppContext } from './context.ts';
import { type Authenticate, bearerOf } from './core/authenticate.ts';
import type { Services } from './services.ts';

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
