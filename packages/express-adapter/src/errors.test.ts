import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { call, trpcPath } from './testing/client.ts';
import { type SampleServer, startSample } from './testing/sample-server.ts';

const server: SampleServer = await startSample();
beforeEach(() => void (server.logs.length = 0));
afterAll(() => server.close());

describe('access comes first', () => {
  test('401 before the input is read', async () => {
    const unreadable = { bytes: '{ broken', headers: { 'content-type': 'application/json' } };
    const { status, json } = await call(server, 'POST /api/notes', unreadable);
    expect({ status, json }).toEqual({ status: 401, json: { message: 'Unauthorized', error: 'Unauthorized' } });
    expect((await call(server, 'GET /api/notes?limit=abc')).status).toBe(401);
  });

  test('403 for those who do not administer or lack a permission', async () => {
    const purge = await call(server, 'POST /api/notes/purge', { as: 'bob' });
    expect({ status: purge.status, json: purge.json }).toEqual({
      status: 403,
      json: { message: 'Forbidden', error: 'Forbidden' },
    });
    const publish = await call(server, 'POST /api/notes/publish', { as: 'bob' });
    expect({ status: publish.status, message: publish.json.message }).toEqual({
      status: 403,
      message: 'Forbidden: Insufficient permissions',
    });
  });

  test('those who may, can', async () => {
    expect((await call(server, 'POST /api/notes/purge', { as: 'admin' })).json).toEqual({ purged: true });
    expect((await call(server, 'POST /api/notes/publish', { as: 'sharer' })).json).toEqual({ ok: true });
  });

  test('where signing in is optional, a bad token counts as signed out', async () => {
    expect((await call(server, 'GET /api/notes/who/am/i', { as: 'bob' })).json).toEqual({ id: 'bob' });
    const bad = await call(server, 'GET /api/notes/who/am/i', { headers: { authorization: 'Bearer !' } });
    expect(bad.json).toEqual({ id: null });
  });

  test('the context knows whether a user is needed', async () => {
    server.infos.length = 0;
    await call(server, 'GET /api/notes/leak/now');
    await call(server, 'GET /api/notes/1', { as: 'bob' });
    expect(server.infos).toEqual([
      { transport: 'rest', names: ['notes.leak'], needsUser: false },
      { transport: 'rest', names: ['notes.get'], needsUser: true },
    ]);
  });
});

describe('unexpected failures', () => {
  test('REST: 500 with a request id, logged once, nothing of the cause leaves', async () => {
    const { status, json, text } = await call(server, 'GET /api/notes/crash/now');
    expect(status).toBe(500);
    expect(json).toEqual({
      error: 'An unknown error occurred.',
      message: 'An unknown error occurred.',
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(text).not.toContain('secret-host');
    expect(server.logs).toEqual([
      { level: 'error', fields: { err: expect.any(Error), requestId: json.requestId, procedure: 'notes.crash' } },
    ]);
  });

  test('tRPC: the same', async () => {
    const { status, json, text } = await call(server, `GET ${trpcPath('notes.crash')}`);
    expect(status).toBe(500);
    expect(json.error).toEqual({
      message: 'An unknown error occurred.',
      code: -32603,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, error: 'internal', requestId: expect.any(String) },
    });
    expect(text).not.toContain('secret-host');
    expect(server.logs).toHaveLength(1);
  });

  test('a handler that returns the wrong shape is a 500, not a leak', async () => {
    const { status, text } = await call(server, 'GET /api/notes/wrong/now');
    expect({ status, isQuoted: text.includes('expected') }).toEqual({ status: 500, isQuoted: false });
  });

  test('an outage of the database is 503, in the handler and in the context', async () => {
    for (const answer of [
      await call(server, 'GET /api/notes/refuse/outage'),
      await call(server, 'GET /api/notes/1', { as: 'outage' }),
      await call(server, `GET ${trpcPath('notes.get', { params: { noteId: '1' } })}`, { as: 'outage' }),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.text).not.toContain('gone');
    }
    expect(server.logs.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn']);
  });
});

describe('expected failures', () => {
  test('REST: declared status, both texts, extra fields, Retry-After', async () => {
    const { status, headers, json } = await call(server, 'GET /api/notes/refuse/rate_limited');
    expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 429, retryAfter: '7' });
    const message = 'Too many requests. Try again later.';
    expect(json).toEqual({ error: message, message, type: 'sample' });
    expect(server.logs).toEqual([]);
  });

  test('tRPC: the same facts in its envelope', async () => {
    const { status, headers, json } = await call(
      server,
      `GET ${trpcPath('notes.refuse', { params: { code: 'gone' } })}`,
    );
    expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 410, retryAfter: '7' });
    expect(json.error.data).toEqual({ code: 'NOT_FOUND', httpStatus: 410, error: 'gone', body: { type: 'sample' } });
  });

  test('input that does not fit names its field through both doors', async () => {
    const rest = await call(server, 'POST /api/notes', { as: 'bob', body: { title: 7 } });
    const trpc = await call(server, 'POST /trpc/notes.create', { as: 'bob', body: { body: { title: 7 } } });
    expect(rest.json.details).toEqual([
      { field: 'body.title', message: 'Invalid input: expected string, received number' },
    ]);
    expect(trpc.status).toBe(400);
    expect(trpc.json.error.message).toBe(rest.json.message);
    expect(trpc.json.error.data).toMatchObject({
      code: 'BAD_REQUEST',
      error: 'invalid_request',
      details: rest.json.details,
    });
  });

  test('an OpenAI-style endpoint speaks OpenAI errors, also for access and input', async () => {
    const completions = (as: string | undefined, body: unknown) =>
      call(server, 'POST /api/notes/completions', { ...(as === undefined ? {} : { as }), body });
    expect((await completions('bob', { model: 'm' })).json).toEqual({
      error: { message: 'Agent not found: m', type: 'invalid_request_error', param: null, code: 'model_not_found' },
    });
    expect((await completions(undefined, { model: 'm' })).json.error).toMatchObject({
      message: 'Unauthorized',
      param: null,
    });
    expect((await completions('bob', {})).json.error.message).toMatch(/^body\.model: /);
  });
});
