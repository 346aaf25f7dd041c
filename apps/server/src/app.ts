import { contract } from '@parley/data-provider';
import { isUnavailable } from '@parley/db';
import { type MountedApi, mountApi } from '@parley/express-adapter';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import { createAuthenticate } from './core/authenticate.ts';
import { limitsFrom } from './core/limits.ts';
import { contextFactory } from './create-context.ts';
import { handlers } from './domains/index.ts';
import { mountDocs } from './http/docs.ts';
import { lastResort } from './http/last-resort.ts';
import { requestLog } from './http/request-log.ts';
import { commonHeaders, originPolicy } from './http/security.ts';
import { mountWeb } from './http/web.ts';
import type { Services } from './services.ts';

export interface App {
  express: Express;
  api: MountedApi;
}

/** Everything HTTP, in the order a request meets it. */
export function createApp(services: Services): App {
  const { env, log, db, tokens, redis } = services;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', env.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.set('etag', false);

  app.use(requestLog(log));
  app.use(commonHeaders(env));
  app.use(originPolicy(env));
  app.use(cookieParser());
  // Streams say `no-transform`, which compression respects.
  if (!env.DISABLE_COMPRESSION) app.use(compression({ threshold: 1024 }));

  mountDocs(app);
  const authenticate = createAuthenticate(db, tokens);
  const api = mountApi(app, {
    contract,
    handlers,
    createContext: contextFactory(services, authenticate),
    mayStay: async ({ user }) => user === null || authenticate.isWelcome(user.id),
    // Roles other than these two, and their permissions, are not part of the product yet.
    hasPermissions: (user) => user.role === 'ADMIN',
    limits: limitsFrom(env),
    ...(redis ? { redis } : {}),
    log,
    isUnavailable,
    ownedPrefixes: ['/api', '/oauth'],
  });
  mountWeb(app);
  app.use(lastResort(log));
  return { express: app, api };
}
