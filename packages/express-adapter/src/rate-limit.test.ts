import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { batchPath, call } from './testing/client.ts';
import { type SampleServer, startSample } from './testing/sample-server.ts';

type Options = Parameters<typeof startSample>[0];

const started: SampleServer[] = [];
const clients: Redis[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
  for (const client of clients.splice(0)) client.disconnect();
});

async function start(options: Options): Promise<SampleServer> {
  const server = await startSample(options);
  started.push(server);
  return server;
}

const login = { max: 3, windowMs: 60_000, key: 'ip' } as const;
const body = { name: 'bob' };

test('a budget counts down, then refuses until its window ends', async () => {
  const limited: string[] = [];
  const server = await start({
    limits: { login: { ...login, message: 'Too many logins.' } },
    onLimited: (name, { ip }) => limited.push(`${name} ${ip}`),
  });
  const answers = [];
  for (let n = 0; n < 4; n += 1) answers.push(await call(server, 'POST /api/session/login', { body }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);

  const refused = answers[3];
  expect(refused?.json).toEqual({ error: 'Too many logins.', message: 'Too many logins.' });
  expect(refused?.headers.get('x-ratelimit-limit')).toBe('3');
  const retryAfter = Number(refused?.headers.get('retry-after'));
  expect(retryAfter).toBeGreaterThan(0);
  expect(retryAfter).toBeLessThanOrEqual(60);
  const resetIn = Number(refused?.headers.get('x-ratelimit-reset')) - Date.now() / 1000;
  expect(Math.abs(resetIn - retryAfter)).toBeLessThan(3);
  expect(limited).toEqual(['login 127.0.0.1']);
});

test('every way to the operation draws on one budget: alias, spelling, tRPC, each call of a batch', async () => {
  const server = await start({ limits: { login: { ...login, max: 5 } } });
  for (const line of ['POST /api/session/login', 'POST /api/admin/login', 'POST /API/Session/LOGIN/']) {
    expect((await call(server, line, { body })).status).toBe(200);
  }
  expect((await call(server, 'POST /trpc/session.login', { body: { body } })).status).toBe(200);

  const names = ['session.login', 'session.login', 'session.login'];
  const batch = await call(server, `POST ${batchPath(names)}`, { body: { 0: { body }, 1: { body }, 2: { body } } });
  expect(batch.status).toBe(207);
  expect(batch.json.map((each: object) => ('error' in each ? 'refused' : 'ok'))).toEqual(['ok', 'refused', 'refused']);
  expect(batch.json[1].error.data).toMatchObject({ code: 'TOO_MANY_REQUESTS', httpStatus: 429, error: 'rate_limited' });
  expect(Number(batch.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('headers a caller can invent do not change whose budget it is', async () => {
  const server = await start({ limits: { login } });
  const invented = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'cf-connecting-ip'];
  const statuses = [];
  for (const header of invented) {
    statuses.push(
      (await call(server, 'POST /api/session/login', { body, headers: { [header]: '203.0.113.7' } })).status,
    );
  }
  expect(statuses).toEqual([200, 200, 200, 429]);
});

test('behind a trusted proxy the /64 of an IPv6 address is one caller, another /64 is not', async () => {
  const server = await start({ limits: { login }, trustProxy: true });
  const from = async (ip: string) =>
    (await call(server, 'POST /api/session/login', { body, headers: { 'x-forwarded-for': ip } })).status;
  expect(await from('2001:db8:0:1::1')).toBe(200);
  expect(await from('2001:db8:0:1:ffff::2')).toBe(200);
  expect(await from('2001:db8:0:1:1:2:3:4')).toBe(200);
  expect(await from('2001:db8:0:1::9')).toBe(429);
  expect(await from('2001:db8:0:2::1')).toBe(200);
});

test('per user, and several budgets at once', async () => {
  const server = await start({
    limits: {
      message: [
        { max: 2, windowMs: 60_000, key: 'user', body: { type: 'message_limit', limiter: 'user' } },
        { max: 3, windowMs: 60_000, key: 'ip', body: { type: 'message_limit', limiter: 'ip' } },
      ],
    },
  });
  const send = (as: string) => call(server, 'POST /api/session/send', { as });
  expect((await send('ann')).status).toBe(200);
  expect((await send('ann')).status).toBe(200);
  expect((await send('ann')).json).toMatchObject({ type: 'message_limit', limiter: 'user' });
  expect((await send('bob')).status).toBe(200);
  expect((await send('cid')).json).toMatchObject({ type: 'message_limit', limiter: 'ip' });
});

test('a call refused for lack of a sign-in costs nothing', async () => {
  const server = await start({ limits: { message: { max: 1, windowMs: 60_000, key: 'ip' } } });
  for (let n = 0; n < 3; n += 1) expect((await call(server, 'POST /api/session/send')).status).toBe(401);
  expect((await call(server, 'POST /api/session/send', { as: 'ann' })).status).toBe(200);
});

const isRedisUp = await new Promise<boolean>((resolve) => {
  const probe = new Redis({ host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null });
  probe.on('error', () => {});
  probe.connect().then(
    () => resolve(true),
    () => resolve(false),
  );
  clients.push(probe);
});

describe('with Redis', () => {
  test.skipIf(!isRedisUp)('two processes share a budget', async () => {
    const keyPrefix = `test:${randomUUID()}:`;
    const connect = () => {
      const redis = new Redis({ host: '127.0.0.1', keyPrefix });
      clients.push(redis);
      return redis;
    };
    const [one, two] = [connect(), connect()];
    await Promise.all([one.ping(), two.ping()]);
    const [first, second] = [
      await start({ limits: { login }, redis: one }),
      await start({ limits: { login }, redis: two }),
    ];
    const statuses = [];
    for (const server of [first, second, first, second, first]) {
      statuses.push((await call(server, 'POST /api/session/login', { body })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  test('while it is away each process counts for itself, at once', async () => {
    const redis = new Redis({ host: '127.0.0.1', port: 1, retryStrategy: () => 60_000 });
    redis.on('error', () => {});
    clients.push(redis);
    const server = await start({ limits: { login }, redis });
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await call(server, 'POST /api/session/login', { body })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});
