import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { converse } from '../../testing/chat.ts';
import { doors } from '../../testing/doors.ts';
import { startTestServer, type TestServer, type TestUser } from '../../testing/server.ts';

describe.each(doors)('provider keys through %s', (door) => {
  let server: TestServer;
  let user: TestUser;
  beforeAll(async () => {
    server = await startTestServer();
    user = await server.signUp();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const expiry = async (name: string, who = user) => (await who[door]('keys.get', { query: { name } })).body;

  test('a key is stored encrypted, never shown, and removed', async () => {
    expect(await expiry('openAI')).toEqual({ expiresAt: null });
    const stored = await user[door]('keys.update', { body: { name: 'openAI', value: 'sk-canary-user' } });
    expect(stored.status).toBe(door === 'rest' ? 201 : 200);
    expect(await expiry('openAI')).toEqual({ expiresAt: 'never' });
    const [row] = await server.server.services.db.providerKey.findMany();
    expect(row?.secret).toMatch(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(JSON.stringify(row)).not.toContain('canary');
    expect((await user[door]('keys.remove', { params: { name: 'openAI' } })).status).toBe(door === 'rest' ? 204 : 200);
    expect(await expiry('openAI')).toEqual({ expiresAt: null });
  });

  test('an expired key reads as none', async () => {
    const expiresAt = new Date(Date.now() - 1000).toISOString();
    await user[door]('keys.update', { body: { name: 'google', value: 'x', expiresAt } });
    expect(await expiry('google')).toEqual({ expiresAt: null });
  });

  test("another user's keys are out of reach", async () => {
    await user[door]('keys.update', { body: { name: 'anthropic', value: 'sk-canary-user' } });
    const other = await server.signUp();
    expect(await expiry('anthropic', other)).toEqual({ expiresAt: null });
    await other[door]('keys.remove', { params: { name: 'anthropic' } });
    expect(await expiry('anthropic')).toEqual({ expiresAt: 'never' });
  });

  test('a key that can no longer be opened reads as missing in a turn', async () => {
    await using own = await startTestServer({ env: { OPENAI_API_KEY: 'user_provided' } });
    const someone = await own.signUp();
    await someone[door]('keys.update', { body: { name: 'openAI', value: 'sk-canary-user' } });
    await own.server.services.db.providerKey.updateMany({ data: { secret: 'sealed..with.another.key' } });
    expect((await converse(own, someone)).end.error).toMatchObject({ code: 'no_key' });
    expect(own.fake.requests).toEqual([]);
  });

  test('all keys go only when all are named', async () => {
    for (const query of [{}, { all: 'TRUE' }, { all: '1' }]) {
      expect((await user[door]('keys.removeAll', { query })).status).toBe(400);
    }
    expect(await expiry('anthropic')).toEqual({ expiresAt: 'never' });
    await user[door]('keys.removeAll', { query: { all: 'true' } });
    expect(await expiry('anthropic')).toEqual({ expiresAt: null });
  });

  test.each([{}, { name: 'openAI' }, { name: 'openAI', value: {} }, { name: ['openAI'], value: 'x' }])(
    '%j is refused',
    async (body) => {
      expect((await user[door]('keys.update', { body })).status).toBe(400);
    },
  );
});
