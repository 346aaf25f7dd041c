import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryRunLog } from '@parley/agents';
import { applyMigrations, createDb, inTransaction } from '@parley/db';
import { startEmbeddedPostgres } from '@parley/db/embedded';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { loadSecrets } from './core/secrets.ts';
import { createTokens } from './core/tokens.ts';
import { createVault } from './core/vault.ts';
import { removeExpiredSessions } from './domains/auth/index.ts';
import { removeExpiredConversations } from './domains/conversations/index.ts';
import { createRuns } from './domains/chat/index.ts';
import { createCatalogue } from './endpoints/create-catalogue.ts';
import { createModelLists } from './endpoints/model-lists.ts';
import type { Env } from './env.ts';
import type { Services } from './services.ts';

export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:3080`. */
  url: string;
  services: Services;
  /** Drains, closes and stops everything it started. */
  stop(): Promise<void>;
}

const housekeepingMs = 3_600_000;

/** Starts everything, in an order in which each part finds what it needs. What fails takes the parts before it down. */
export async function startServer(env: Env, log: Logger): Promise<RunningServer> {
  await using started = new AsyncDisposableStack();
  const secrets = await loadSecrets(env);

  const embedded = env.DATABASE_URL
    ? null
    : started.adopt(await startEmbeddedPostgres({ dataDir: env.DATA_DIR, log }), (pg) => pg.stop());
  const databaseUrl = env.DATABASE_URL ?? embedded?.url ?? '';
  await applyMigrations({ url: databaseUrl, log });
  const db = started.adopt(createDb({ url: databaseUrl, poolSize: env.DATABASE_POOL_SIZE }), (open) => open.close());

  const redisUrl = env.REDIS_URL ?? env.REDIS_URI;
  const redis = redisUrl
    ? started.adopt(await connectRedis(redisUrl, { keyPrefix: env.REDIS_KEY_PREFIX, log }), (open) => open.disconnect())
    : null;
  const runLog = started.adopt(
    redisUrl
      ? (await import('@parley/agents/redis')).createRedisRunLog({
          url: redisUrl,
          keyPrefix: env.REDIS_KEY_PREFIX,
          onError: (error) => log.warn({ error }, 'The run log met trouble with Redis.'),
        })
      : createMemoryRunLog(),
    (open) => open.close(),
  );
  const endpoints = started.adopt(await createCatalogue(env, log), (open) => open.close());

  const needs = {
    env,
    log,
    db,
    redis,
    runLog,
    endpoints,
    tokens: createTokens(secrets),
    vault: createVault(secrets.vault),
    modelLists: createModelLists(endpoints, log),
  };
  // Nobody else can use an embedded database: a run of another process is a run of a dead one.
  const runs = createRuns(needs, { isAlone: embedded !== null });
  const services: Services = { ...needs, runs };
  const keepHouse = () => {
    const work = Promise.all([removeExpiredSessions(db), inTransaction(db, removeExpiredConversations)]);
    work.catch((error: unknown) => log.warn({ error }, 'Housekeeping failed; it is tried again.'));
  };
  keepHouse();
  const housekeeping = setInterval(keepHouse, housekeepingMs).unref();

  const app = createApp(services);
  const server = createServer(app.express);
  const url = await listen(server, env);
  const parts = started.move();

  return {
    url,
    services,
    async stop() {
      clearInterval(housekeeping);
      // Readers stay connected while answers finish; then they are cut, not ended, so that they come back and resume.
      await runs.drain(env.DRAIN_SECONDS * 1000);
      const closed = new Promise((resolve) => server.close(resolve));
      app.api.closeStreams();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 2000).unref();
      await closed;
      await parts.disposeAsync();
    },
  };
}

function listen(server: Server, env: Env): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(isTaken(error) ? new Error(`Port ${env.PORT} on ${env.HOST} is in use. Set PORT to another one.`) : error),
    );
    server.listen(env.PORT, env.HOST, () => {
      const { port } = server.address() as AddressInfo; // listening on TCP
      resolve(`http://${env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST}:${port}`);
    });
  });
}

const isTaken = (error: Error) => 'code' in error && error.code === 'EADDRINUSE';

/** Its libraries are loaded here, because most servers have no Redis and need not hold them in memory. */
async function connectRedis(url: string, { keyPrefix, log }: { keyPrefix: string; log: Logger }): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { keyPrefix, maxRetriesPerRequest: 1, enableOfflineQueue: false });
  redis.on('error', (error) => log.warn({ error: error.message }, 'Redis is away.'));
  return redis;
}
