import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { startFaultProxy } from '@parley/testing';
import { expect, test } from 'vitest';
import { converse, start } from './testing/chat.ts';
import { startTestServer } from './testing/server.ts';

const redisUrl = process.env['PARLEY_TEST_REDIS_URL'] ?? '';

test.skipIf(redisUrl === '')('without Redis turns start, are answered and stopped, and limits still hold', async () => {
  const proxy = await startFaultProxy(redisUrl);
  const prefix = `test:${randomUUID()}:`;
  {
    await using server = await startTestServer({
      env: { REDIS_URL: `redis://127.0.0.1:${proxy.port}`, REDIS_KEY_PREFIX: prefix, LOGIN_MAX: '3' },
    });
    const user = await server.signUp();
    const redis = new Redis(redisUrl);
    // Everything of this installation, limits too, is under its prefix.
    expect(await redis.keys(`${prefix}*login*`)).toHaveLength(1);
    redis.disconnect();

    proxy.refuse(true);
    proxy.cut();
    expect((await converse(server, user)).end.outcome).toBe('complete');
    server.fake.enqueue([{ type: 'text', text: 'Partial' }, { type: 'stall' }]);
    const { streamId } = await start(user);
    expect((await user.rest('chat.abort', { body: { streamId } })).status).toBe(200);
    const logins = [];
    for (let n = 0; n < 5; n++)
      logins.push((await server.rest()('auth.login', { body: { email: 'a@b.example', password: 'wrong' } })).status);
    expect(logins).toContain(429);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    proxy.refuse(false);
    expect((await converse(server, user)).end.outcome).toBe('complete');
  }
  await proxy.close();
});
