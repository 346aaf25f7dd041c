import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from '@trpc/client';
import { afterAll, describe, expect, test } from 'vitest';
import { type Answer, batchPath, call, trpcPath } from './testing/client.ts';
import type { SampleRouter } from './testing/sample-contract.ts';
import { startSample } from './testing/sample-server.ts';
import { startStock } from './testing/stock-server.ts';

const server = await startSample();
const stock = await startStock();
afterAll(() => Promise.all([server.close(), stock.close()]));

describe('same answers as the stock adapter', () => {
  const one = { params: { noteId: '1' } };
  const missing = { params: { noteId: 'missing' } };
  const ids = { body: { ids: ['1', '2'] } };

  const requests: [name: string, line: string, options: Parameters<typeof call>[2]][] = [
    ['query', `GET ${trpcPath('notes.get', one)}`, { as: 'bob' }],
    ['query without input', 'GET /trpc/notes.recent', { as: 'bob' }],
    ['mutation', 'POST /trpc/notes.remove', { as: 'bob', body: ids }],
    [
      'mutation without input',
      'POST /trpc/notes.purge',
      { as: 'bob', headers: { 'content-type': 'application/json' } },
    ],
    ['expected failure', `GET ${trpcPath('notes.get', missing)}`, { as: 'bob' }],
    ['not signed in', `GET ${trpcPath('notes.get', one)}`, {}],
    ['unknown procedure', 'GET /trpc/notes.nothing', { as: 'bob' }],
    ['unknown domain', 'GET /trpc/nothing', { as: 'bob' }],
    ['missing input', 'GET /trpc/notes.get', { as: 'bob' }],
    ['input of the wrong shape', `GET ${trpcPath('notes.get', { params: { noteId: 7 } })}`, { as: 'bob' }],
    ['mutation by GET', 'GET /trpc/notes.remove', { as: 'bob' }],
    ['query by POST', 'POST /trpc/notes.get', { as: 'bob', body: one }],
    ['batch, all well', `GET ${batchPath(['notes.get', 'notes.recent'], [one])}`, { as: 'bob' }],
    [
      'batch, some failing',
      `GET ${batchPath(['notes.get', 'notes.get', 'notes.nothing'], [one, missing])}`,
      { as: 'bob' },
    ],
    ['batch, all failing alike', `GET ${batchPath(['notes.get', 'notes.get'], [one, one])}`, {}],
    [
      'batch of mutations',
      `POST ${batchPath(['notes.remove', 'notes.remove'])}`,
      { as: 'bob', body: { 0: ids, 1: ids } },
    ],
    ['batch of one', `GET ${batchPath(['notes.get'], [one])}`, { as: 'bob' }],
    [
      'malformed body',
      'POST /trpc/notes.remove',
      { as: 'bob', bytes: '{', headers: { 'content-type': 'application/json' } },
    ],
    ['HEAD', 'HEAD /trpc/notes.recent', {}],
  ];

  /** Status, envelope and codes; texts, our own error code and tRPC's path are where the two differ on purpose. */
  const comparable = ({ status, json }: Answer) => ({ status, json: [json].flat().map(withoutOwnWords) });

  const withoutOwnWords = (each: { error?: { code: number; data: { code: string; httpStatus: number } } }) =>
    each?.error === undefined
      ? each
      : {
          error: {
            code: each.error.code,
            data: { code: each.error.data.code, httpStatus: each.error.data.httpStatus },
          },
        };

  test.each(requests)('%s', async (_, line, options) => {
    const ours = await call(server, line, options);
    const theirs = await call({ ...server, url: stock.url }, line, options);
    expect(comparable(ours)).toEqual(comparable(theirs));
    expect(Array.isArray(ours.json)).toBe(Array.isArray(theirs.json));
    expect(ours.headers.get('content-type')?.split(';')[0] ?? null).toBe(theirs.headers.get('content-type'));
  });
});

describe('rules of our own', () => {
  test('unknown keys do not survive parsing', async () => {
    const body = { body: { title: 'x', role: 'ADMIN' }, role: 'ADMIN', params: { id: 'chosen' } };
    const { json } = await call(server, 'POST /trpc/notes.create', { as: 'bob', body });
    expect(json.result.data.received).toEqual({ title: 'x' });
  });

  test('unsafe keys are removed', async () => {
    const bytes = '{"body":{"a":{"$gt":"","b.c":1,"__proto__":{"x":1},"d":1}}}';
    const { json } = await call(server, 'POST /trpc/notes.echo', {
      bytes,
      headers: { 'content-type': 'application/json' },
    });
    expect(json.result.data).toEqual({ a: { d: 1 } });
  });

  test('inputs are taken as they are: a numeric string is no number, and other forms of a body are REST only', async () => {
    const list = await call(server, `GET ${trpcPath('notes.list', { query: { limit: '7' } })}`, { as: 'bob' });
    expect(list.json.error.data.details[0].field).toBe('query.limit');
    const wrapped = await call(server, 'POST /trpc/notes.create', {
      as: 'bob',
      body: { body: { note: { title: 'x' } } },
    });
    expect(wrapped.status).toBe(400);
  });

  test('REST coercion leaves the shared schema alone', async () => {
    await call(server, 'GET /api/notes?limit=7&isPinned=true', { as: 'bob' });
    const { status } = await call(server, `GET ${trpcPath('notes.list', { query: { isPinned: 'true' } })}`, {
      as: 'bob',
    });
    expect(status).toBe(400);
  });

  const refused: { what: string; line: string; options?: Parameters<typeof call>[2]; status?: number }[] = [
    { what: 'input that is no object', line: `GET ${trpcPath('notes.list', [1])}` },
    { what: 'input that is no JSON', line: 'GET /trpc/notes.list?input=%7B' },
    { what: 'batch input that is no object', line: 'GET /trpc/notes.list?batch=1&input=7' },
    { what: 'broken percent-encoding', line: 'GET /trpc/notes%' },
    { what: 'a batch of 51', line: `GET ${batchPath(Array.from({ length: 51 }, () => 'notes.recent'))}` },
    { what: 'a batched subscription', line: `GET ${batchPath(['feed.follow'])}` },
    { what: 'an inherited name', line: 'GET /trpc/__proto__', status: 404 },
    { what: 'a raw endpoint', line: 'GET /trpc/files.download', status: 404 },
    {
      what: 'text/plain',
      line: 'POST /trpc/notes.remove',
      options: { bytes: '{}', headers: { 'content-type': 'text/plain' } },
      status: 415,
    },
    {
      what: 'too large a body',
      line: 'POST /trpc/notes.remove',
      options: { body: 'x'.repeat(3 * 1024 * 1024) },
      status: 413,
    },
  ];

  test.each(refused)('$what is refused in the envelope', async ({ line, options, status = 400 }) => {
    const answer = await call(server, line, { as: 'bob', ...options });
    expect(answer.status).toBe(status);
    expect([answer.json].flat()[0].error.data.httpStatus).toBe(status);
  });

  test('nobody signed in, nothing read', async () => {
    const bytes = '{ broken';
    const { status } = await call(server, 'POST /trpc/notes.create', {
      bytes,
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(401);
  });

  test('a call without output yields null', async () => {
    const { json } = await call(server, 'POST /trpc/notes.clear', { as: 'bob', body: { params: { noteId: '1' } } });
    expect(json).toEqual({ result: { data: null } });
  });
});

describe('the stock client', () => {
  const headers = { authorization: 'Bearer bob' };
  const single = createTRPCClient<SampleRouter>({ links: [httpLink({ url: `${server.url}/trpc`, headers })] });
  const batched = createTRPCClient<SampleRouter>({ links: [httpBatchLink({ url: `${server.url}/trpc`, headers })] });

  test.each([
    ['single', single],
    ['batched', batched],
  ])('%s calls', async (_, client) => {
    const [one, page, removed] = await Promise.all([
      client.notes.get.query({ params: { noteId: '1' } }),
      client.notes.list.query({ query: { tags: ['a'] } }),
      client.notes.remove.mutate({ body: { ids: ['1'] } }),
    ]);
    expect(one.title).toBe('Note 1');
    expect(page.asked).toEqual({ tags: ['a'], limit: 25 });
    expect(removed.deleted).toBe(1);
    expect(await client.notes.clear.mutate({ params: { noteId: '1' } })).toBeNull();
  });

  test('errors arrive with our code, status and details', async () => {
    const error = await batched.notes.create.mutate({ body: { title: '' } }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TRPCClientError);
    expect(error).toMatchObject({
      data: { error: 'invalid_request', httpStatus: 400, details: [{ field: 'body.title' }] },
    });
  });

  test('cookies of a handler reach the response of a batch', async () => {
    const body = { 0: { body: { name: 'bob' } } };
    const { headers: sent } = await call(server, `POST ${batchPath(['session.login', 'session.logout'])}`, {
      as: 'bob',
      body,
    });
    expect(sent.getSetCookie()).toEqual([
      expect.stringContaining('refreshToken=;'),
      'refreshToken=bob; Path=/; HttpOnly; SameSite=Strict',
    ]);
  });
});
