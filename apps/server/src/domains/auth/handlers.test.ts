import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, doors } from '../../testing/doors.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { graceMs } from './store.ts';

const password = 'a long enough password';
const form = (email: string) => ({ name: 'Ada Lovelace', email, password, confirm_password: password });

describe('accounts', () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer()));
  afterAll(() => server[Symbol.asyncDispose]());

  test('of twenty first accounts at once exactly one administers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => server.rest()('auth.register', { body: form(`first${n}@example.com`) })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 201));
    const roles = await server.server.services.db.user.findMany({ select: { role: true } });
    expect(roles.filter(({ role }) => role === 'ADMIN')).toHaveLength(1);
    expect(roles).toHaveLength(20);
  });

  describe.each(doors)('through %s', (door) => {
    const call = () => anonymous(door, server);
    const address = (name: string) => `${name}.${door}@example.com`;

    test('register, sign in, read the account, sign out', async () => {
      const registered = await call()('auth.register', { body: { ...form(address('ada')), username: 'Ada_1' } });
      expect(registered.body).toMatchObject({ name: 'Ada Lovelace', email: address('ada'), username: 'ada_1' });
      const login = await call()('auth.login', { body: { email: ` ${address('ADA')} `, password } });
      const { token, user } = login.body as { token: string; user: { id: string; _id: string; role: string } };
      expect(user).toMatchObject({ email: address('ada'), role: 'USER', provider: 'local', emailVerified: true });
      expect(user._id).toBe(user.id);
      expect(JSON.stringify(login.body)).not.toMatch(/password|argon2/i);
      expect(login.cookies.join('\n')).toMatch(/refreshToken=[^;]+;.*HttpOnly.*SameSite=Strict/i);

      const me = await server[door](token)('users.get');
      expect(me.body).toEqual(user);
      const out = await server[door](token)('auth.logout');
      expect(out.body).toEqual({ message: 'Logout successful' });
      const cookie = login.cookies.map((line) => line.split(';')[0]).join('; ');
      expect((await call()('auth.refresh', {}, { headers: { cookie } })).status).toBe(401);
    });

    test('a known address answers like a new one, and changes nothing', async () => {
      const first = await call()('auth.register', { body: form(address('twin')) });
      const second = await call()('auth.register', { body: { ...form(address('TWIN')), name: 'Someone Else' } });
      expect(second.status).toBe(first.status);
      expect(second.body).toEqual({ ...(first.body as object), name: 'Someone Else' });
      const accounts = await server.server.services.db.user.findMany({ where: { email: address('twin') } });
      expect(accounts.map(({ name }) => name)).toEqual(['Ada Lovelace']);
    });

    test('nothing in the form makes an administrator', async () => {
      await call()('auth.register', {
        body: { ...form(address('mallory')), role: 'ADMIN', provider: 'google', emailVerified: false, id: '1' },
      });
      const row = await server.server.services.db.user.findUnique({ where: { email: address('mallory') } });
      expect(row).toMatchObject({ role: 'USER', provider: 'local', emailVerified: true });
    });

    test.each([
      ['email', { email: { $ne: null } }],
      ['email', { email: ['a@example.com'] }],
      ['email', { email: 'not an address' }],
      ['password', { password: 'short', confirm_password: 'short' }],
      ['password', { password: ' '.repeat(12), confirm_password: ' '.repeat(12) }],
      ['confirm_password', { confirm_password: 'another password' }],
      ['name', { name: 'x' }],
      ['username', { username: '$ne' }],
    ])('a wrong %s is named', async (field, change) => {
      const answer = await call()('auth.register', { body: { ...form(address('wrong')), ...change } });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toContain(field);
      expect(JSON.stringify(answer.body)).not.toContain('another password');
    });

    test('an unknown address and a wrong password cannot be told apart', async () => {
      await call()('auth.register', { body: form(address('known')) });
      const wrong = await call()('auth.login', { body: { email: address('known'), password: 'wrong wrong wrong' } });
      const unknown = await call()('auth.login', {
        body: { email: address('unknown'), password: 'wrong wrong wrong' },
      });
      expect(wrong.status).toBe(401);
      expect(unknown.status).toBe(401);
      expect(unknown.body).toEqual(wrong.body);
    });
  });
});

describe('refresh', () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer()));
  afterAll(() => server[Symbol.asyncDispose]());

  const refresh = (cookie: string) => server.rest()('auth.refresh', {}, { headers: { cookie } });
  const cookieOf = (cookies: string[]) => cookies.map((line) => line.split(';')[0]).join('; ');

  test('without a cookie it is a plain message, not an error', async () => {
    const answer = await server.rest()('auth.refresh');
    expect([answer.status, answer.body]).toEqual([200, { message: 'Refresh token not provided' }]);
  });

  test('rotates, and twenty tabs at once end in one session', async () => {
    const { cookie } = await server.signUp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(cookie)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    for (const answer of answers) expect((await refresh(cookieOf(answer.cookies))).status).toBe(200);
  });

  test('a token that was used up long ago ends the session for everyone', async () => {
    const { id, cookie } = await server.signUp();
    const next = cookieOf((await refresh(cookie)).cookies);
    const past = new Date(Date.now() - graceMs - 1000);
    await server.server.services.db.session.updateMany({ where: { userId: id }, data: { rotatedAt: past } });
    expect((await refresh(cookie)).status).toBe(401);
    expect((await refresh(next)).status).toBe(401);
    expect(server.logLines.some((line) => line.includes('A used refresh token came back'))).toBe(true);
  });

  test('a token older than one generation is a replay at once', async () => {
    const { cookie } = await server.signUp();
    const second = cookieOf((await refresh(cookie)).cookies);
    const third = cookieOf((await refresh(second)).cookies);
    expect((await refresh(cookie)).status).toBe(401);
    expect((await refresh(third)).status).toBe(401);
  });

  test('a page of another site cannot use the cookie', async () => {
    const { cookie } = await server.signUp();
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      expect((await server.rest()('auth.refresh', {}, { headers: { cookie, ...headers } })).status).toBe(403);
    }
  });
});

describe('tokens', () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startTestServer()));
  afterAll(() => server[Symbol.asyncDispose]());

  test('a refresh token opens nothing, and an access token refreshes nothing', async () => {
    const { token, cookie } = await server.signUp();
    const refreshToken = /refreshToken=([^;]+)/.exec(cookie)?.[1] ?? '';
    expect((await server.rest(refreshToken)('users.get')).status).toBe(401);
    const answer = await server.rest()('auth.refresh', {}, { headers: { cookie: `refreshToken=${token}` } });
    expect(answer.status).toBe(403);
  });

  test.each(doors)('forged tokens are refused through %s', async (door) => {
    const { id, token } = await server.signUp();
    const [header = '', payload = '', signature = ''] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const foreign = await new SignJWT({ ...claims, id })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .sign(new TextEncoder().encode('another key another key another key'));
    const forged = [
      `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      `${encode({ alg: 'HS512', typ: 'at+jwt' })}.${payload}.${signature}`,
      `${header}.${encode({ ...claims, role: 'ADMIN' })}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      foreign,
      'x'.repeat(10_000),
    ];
    for (const each of forged) expect((await server[door](each)('users.get')).status).toBe(401);
  });

  test('a disabled account is refused within a second', async () => {
    const { id, token } = await server.signUp();
    await server.server.services.db.user.update({ where: { id }, data: { disabledAt: new Date() } });
    await expect.poll(async () => (await server.rest(token)('users.get')).status, { timeout: 3000 }).toBe(401);
  });
});

describe('limits', () => {
  test('logins are limited per address, whatever the spelling of the path and the door', async () => {
    await using server = await startTestServer({ env: { LOGIN_MAX: '3' } });
    const body = { email: 'nobody@example.com', password: 'wrong password' };
    const spoofed = { headers: { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' } };
    const statuses = [
      (await server.rest()('auth.login', { body })).status,
      (await server.trpc()('auth.login', { body })).status,
      (await server.rest()('auth.login', { body }, spoofed)).status,
      (await server.trpc()('auth.login', { body }, spoofed)).status,
    ];
    expect(statuses).toEqual([401, 401, 401, 429]);
    const odd = await fetch(`${server.url}/API/Auth/Login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(odd.status).toBe(429);
    expect(Number(odd.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('registration is closed after the first account unless the operator opens it', async () => {
    await using server = await startTestServer({ env: { ALLOW_REGISTRATION: '' } });
    const config = async () => (await server.rest()('config.get')).body;
    expect(await config()).toMatchObject({ registrationEnabled: true, isFirstRun: true });
    expect((await server.rest()('auth.register', { body: form('one@example.com') })).status).toBe(201);
    expect(await config()).toMatchObject({ registrationEnabled: false, isFirstRun: false });
    const second = await server.rest()('auth.register', { body: form('two@example.com') });
    expect([second.status, second.body]).toMatchObject([403, { message: 'Registration is not allowed.' }]);
  });
});
