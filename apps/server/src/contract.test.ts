import { contract, type Domain, type Endpoint } from '@parley/data-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Input, urlOf } from './testing/call.ts';
import { converse, type Finished } from './testing/chat.ts';
import { startTestServer, type TestServer, type TestUser } from './testing/server.ts';

/** Rules that hold for every endpoint, whoever adds one. */
const all: { name: string; endpoint: Endpoint }[] = Object.entries<Domain>(contract).flatMap(([domain, verbs]) =>
  Object.entries(verbs).map(([verb, endpoint]) => ({ name: `${domain}.${verb}`, endpoint })),
);
const calls = all.filter(({ endpoint }) => !endpoint.raw && !endpoint.event);

/** Reviewed: what a stranger may call. A new entry here is a decision. */
const publicEndpoints = [
  'auth.register',
  'auth.login',
  'auth.refresh',
  'config.get',
  'config.endpoints',
  'config.models',
  'config.health',
  'config.live',
  'config.ready',
];

let server: TestServer;
let user: TestUser;
let victim: TestUser;
let theirs: Finished;
beforeAll(async () => {
  server = await startTestServer();
  [user, victim] = [await server.signUp(), await server.signUp()];
  theirs = await converse(server, victim, { text: 'CANARY of the victim' });
});
afterAll(() => server[Symbol.asyncDispose]());

/** The victim's ids in every place that takes one. */
const foreignIds = (): Record<string, string> => ({
  conversationId: theirs.conversationId,
  streamId: theirs.streamId,
  messageId: theirs.messageId,
  file_id: theirs.messageId,
  name: 'openAI',
  endpoint: 'openAI',
});

const paramsOf = ({ path }: Endpoint, from: Record<string, string>): Record<string, string> =>
  Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, key = '']) => [key, from[key] ?? 'x']));

async function raw(
  endpoint: Endpoint,
  { token = null, input = {}, body }: { token?: string | null; input?: Input; body?: string },
) {
  const response = await fetch(`${server.url}${urlOf(endpoint, input)}`, {
    method: endpoint.method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined || endpoint.method === 'GET' ? {} : { body }),
    signal: AbortSignal.timeout(20_000),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: response.ok && endpoint.event ? '' : await response.text(),
  };
}

describe('who may call', () => {
  test('the public list is the reviewed one', () => {
    const open = all.filter(({ endpoint }) => endpoint.access.kind === 'public' || endpoint.access.kind === 'optional');
    expect(open.map(({ name }) => name)).toEqual(publicEndpoints);
  });

  test.each(all.filter(({ name }) => !publicEndpoints.includes(name)))(
    '$name answers a stranger with 401',
    async ({ endpoint }) => {
      const input = { params: paramsOf(endpoint, foreignIds()) };
      const paths = [endpoint.path, ...(endpoint.aliases ?? []).map((alias) => alias.path)];
      for (const path of paths) {
        for (const token of [null, 'not-a-token']) {
          const answer = await raw({ ...endpoint, path }, { token, input });
          expect([path, answer.status]).toEqual([path, 401]);
          expect(JSON.parse(answer.text)).toEqual({ error: 'Unauthorized', message: 'Unauthorized' });
        }
      }
    },
  );

  test.each(calls.filter(({ name }) => !publicEndpoints.includes(name)))(
    '$name answers a stranger with 401 over tRPC',
    async ({ name, endpoint }) => {
      expect((await server.trpc()(name, { params: paramsOf(endpoint, foreignIds()) })).status).toBe(401);
    },
  );

  test.each(calls.filter(({ endpoint }) => endpoint.path.includes(':')))(
    "$name shows nothing of another user's",
    async ({ name, endpoint }) => {
      const input: Input = {
        params: paramsOf(endpoint, foreignIds()),
        body: { conversationId: theirs.conversationId, text: 'x', title: 'x' },
      };
      for (const call of [user.rest, user.trpc]) {
        const answer = await call(name, endpoint.body ? input : { params: input.params ?? {} });
        expect(JSON.stringify(answer.body)).not.toContain('CANARY');
        expect(answer.status).toBeLessThan(500);
      }
      expect(
        (await victim.rest('messages.list', { params: { conversationId: theirs.conversationId } })).body,
      ).toHaveLength(2);
    },
  );
});

describe('malformed input', () => {
  const bodies = [
    '',
    'null',
    '[]',
    '""',
    '7',
    '{',
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"a":'.repeat(2000),
    '"\\u0000"',
  ];
  const values = [
    null,
    [],
    {},
    { $ne: null },
    'x'.repeat(10_000),
    'a\u0000b',
    '\ud800',
    1e308,
    -1,
    true,
    ['a', 'b'],
    { not: '' },
  ];

  test.each(all)('$name never breaks on a body', async ({ endpoint }) => {
    const input = { params: paramsOf(endpoint, foreignIds()) };
    for (const body of bodies) {
      const answer = await raw(endpoint, { token: user.token, input, body });
      expect([body.slice(0, 40), answer.status]).toSatisfy(([, status]) => Number(status) < 500);
    }
  });

  test.each(all.filter(({ endpoint }) => endpoint.body || endpoint.query))(
    '$name never breaks on a field',
    async ({ endpoint }) => {
      const shapes = [endpoint.body, endpoint.query].flatMap((schema) =>
        schema instanceof z.ZodObject ? Object.keys(schema.shape) : [],
      );
      const input = { params: paramsOf(endpoint, foreignIds()) };
      for (const key of new Set([...shapes, 'user', '_id', 'conversationId'])) {
        for (const value of values) {
          const query = endpoint.query ? { [key]: typeof value === 'object' ? JSON.stringify(value) : value } : {};
          const answer = await raw(endpoint, {
            token: user.token,
            input: { ...input, query },
            body: JSON.stringify({ [key]: value }),
          });
          expect([key, value, answer.status]).toSatisfy(([, , status]) => Number(status) < 500);
          expect([key, value, answer.status < 400 || answer.type.includes('application/json')]).toEqual([
            key,
            value,
            true,
          ]);
        }
      }
    },
    60_000,
  );

  test.each(all.filter(({ endpoint }) => endpoint.path.includes(':')))(
    '$name never breaks on a path',
    async ({ endpoint }) => {
      for (const odd of [
        '%00',
        '..%2f..%2fetc',
        '%E4%BD%A0',
        "'%20OR%201=1",
        'undefined',
        '[object Object]',
        'a'.repeat(3000),
        '%ff',
        '%',
      ]) {
        const path = endpoint.path.replace(/:\w+/g, odd) as `/${string}`;
        const answer = await raw({ ...endpoint, path }, { token: user.token });
        expect([odd, answer.status]).toSatisfy(([, status]) => Number(status) < 500);
      }
    },
  );

  test('the process is alive, unpolluted, and logged nothing unexpected', async () => {
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    expect(server.logLines.filter((line) => /uncaught|unhandled|"level":50/.test(line))).toEqual([]);
  });
});

describe('two doors, one result', () => {
  const cases: [string, () => Input | undefined][] = [
    ['users.get', () => undefined],
    ['config.get', () => undefined],
    ['config.endpoints', () => undefined],
    ['config.models', () => undefined],
    ['keys.get', () => ({ query: { name: 'openAI' } })],
    ['conversations.list', () => ({ query: {} })],
    ['conversations.get', () => ({ params: { conversationId: theirs.conversationId } })],
    ['messages.list', () => ({ params: { conversationId: theirs.conversationId } })],
    ['messages.get', () => ({ params: { conversationId: theirs.conversationId, messageId: theirs.messageId } })],
    ['chat.active', () => undefined],
    ['chat.status', () => ({ params: { conversationId: theirs.conversationId } })],
  ];
  test.each(cases)('%s', async (name, input) => {
    const [rest, trpc] = [await victim.rest(name, input()), await victim.trpc(name, input())];
    expect(rest.status).toBe(200);
    expect(trpc.body).toEqual(rest.body);
  });

  test('every query is compared', () => {
    const queries = calls.filter(({ endpoint }) => endpoint.method === 'GET').map(({ name }) => name);
    // Waits up to 15 s by contract for a title that is there or not; compared in the conversations' own tests.
    expect(queries.filter((name) => name !== 'conversations.generatedTitle').toSorted()).toEqual(
      cases.map(([name]) => name).toSorted(),
    );
  });
});
