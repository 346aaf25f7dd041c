import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from './testing/client.ts';
import { type SampleServer, startSample } from './testing/sample-server.ts';

let server: SampleServer;
beforeAll(async () => void (server = await startSample()));
afterAll(() => server.close());

const asked = async (query: string) => (await call(server, `GET /api/notes?${query}`, { as: 'bob' })).json.asked;

describe('routing', () => {
  test('a literal path is reached although a parameter was declared first', async () => {
    const { json } = await call(server, 'GET /api/notes/recent', { as: 'bob' });
    expect(json).toEqual([{ id: 'recent', title: 'Note recent', tags: [] }]);
  });

  test('paths ignore case and a trailing slash', async () => {
    expect((await call(server, 'GET /API/Notes/', { as: 'bob' })).status).toBe(200);
  });

  test('aliases reach the same operation, with their own method and status', async () => {
    const body = { title: 'Hello' };
    const statuses = await Promise.all(
      ['POST /api/notes', 'POST /api/note/new', 'PUT /api/notes'].map(async (line) => {
        const { status, json } = await call(server, line, { as: 'bob', body });
        expect(json.note.title).toBe('Hello');
        return status;
      }),
    );
    expect(statuses).toEqual([201, 203, 201]);
  });

  test('an unknown API path is 404 in JSON, any other goes on to the page', async () => {
    for (const path of ['/api', '/api/', '/api/nothing', '/API/Notes/1/2/3/4', '/api/notes//']) {
      const { status, json } = await call(server, `GET ${path}`);
      expect({ path, status, json }).toEqual({
        path,
        status: 404,
        json: { message: 'Endpoint not found', error: 'Endpoint not found' },
      });
    }
    expect((await call(server, 'GET /apiary')).text).toBe('the page');
  });

  test('a wrong method on a known path is 405 with the right ones', async () => {
    const { status, headers, json } = await call(server, 'PUT /api/notes/recent');
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, PATCH, DELETE, HEAD, OPTIONS');
    expect(json).toEqual({ error: 'Method not allowed', message: 'Method not allowed' });
    expect((await call(server, 'TRACE /api/notes')).status).toBe(405);
    expect((await call(server, 'OPTIONS /api/notes')).status).toBe(204);
  });

  test('HEAD answers like GET without a body', async () => {
    const { status, headers, text } = await call(server, 'HEAD /api/notes/1', { as: 'bob' });
    expect({ status, text }).toEqual({ status: 200, text: '' });
    expect(Number(headers.get('content-length'))).toBeGreaterThan(10);
    expect((await call(server, 'HEAD /api/feed/1/words')).status).toBe(200);
  });

  test('path parameters are percent-decoded, and invalid encoding is 400', async () => {
    const { json } = await call(server, 'GET /api/notes/%E4%BD%A0%20%2Fx', { as: 'bob' });
    expect(json.id).toBe('你 /x');
    for (const path of ['/api/notes/%E4%BD', '/api/notes/%', '/api/notes/%zz']) {
      expect((await call(server, `GET ${path}`, { as: 'bob' })).status).toBe(400);
    }
    expect((await call(server, 'GET /api/notes/who/am/i?x=%E4')).status).toBe(200);
    expect((await call(server, 'GET /api/notes?order=%E4', { as: 'bob' })).status).toBe(400);
  });
});

describe('query', () => {
  test('numbers are numbers, and what is none is refused by name', async () => {
    expect(await asked('limit=7')).toEqual({ limit: 7 });
    expect(await asked('')).toEqual({ limit: 25 });
    for (const limit of ['abc', '1e400', '1e9', '1.5', '', 'NaN', '0x']) {
      const { status, json } = await call(server, `GET /api/notes?limit=${limit}`, { as: 'bob' });
      expect({ limit, status, field: json.details?.[0].field }).toEqual({ limit, status: 400, field: 'query.limit' });
    }
  });

  test('only the word true is true', async () => {
    for (const [text, value] of [
      ['true', true],
      ['TRUE', true],
      ['%20True%20', true],
      ['1', false],
      ['yes', false],
      ['false', false],
    ] as const) {
      expect({ text, ...(await asked(`isPinned=${text}`)) }).toEqual({ text, limit: 25, isPinned: value });
    }
  });

  test('one value, repeated values and brackets all make an array', async () => {
    for (const query of ['tags=a&tags=b', 'tags[]=a&tags[]=b', 'tags%5B%5D=a&tags%5B%5D=b']) {
      expect((await asked(query)).tags).toEqual(['a', 'b']);
    }
    expect((await asked('tags=a')).tags).toEqual(['a']);
    expect((await asked('sizes=1&sizes=2')).sizes).toEqual([1, 2]);
  });

  test('more than twenty repeats stay an array, and more than a thousand are cut', async () => {
    expect((await asked(Array.from({ length: 30 }, () => 'tags=a').join('&'))).tags).toHaveLength(30);
    const many = await asked(Array.from({ length: 1_500 }, () => 'sizes=1').join('&'));
    expect(many.sizes).toHaveLength(1_000);
  });

  test('a repeated single value is refused, not picked from', async () => {
    expect((await call(server, 'GET /api/notes?limit=1&limit=2', { as: 'bob' })).status).toBe(400);
  });

  test('operators, paths and prototypes are dropped', async () => {
    expect(await asked('$where=1&a.b=2&__proto__=x&constructor=y&limit=3')).toEqual({ limit: 3 });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('body', () => {
  const create = (body: unknown) => call(server, 'POST /api/notes', { as: 'bob', body });

  test('unknown keys do not survive', async () => {
    const { json } = await create({ title: 'x', role: 'ADMIN', id: 'chosen' });
    expect(json.received).toEqual({ title: 'x' });
  });

  test('another declared form is brought to the canonical one, with its own status', async () => {
    const { status, json } = await create({ note: { title: 'wrapped' } });
    expect({ status, received: json.received }).toEqual({ status: 202, received: { title: 'wrapped' } });
    expect((await create({ note: null })).json.details[0].field).toBe('body.title');
  });

  test('a handler chooses among declared statuses', async () => {
    expect((await create({ title: 'existing' })).status).toBe(200);
  });

  test('a missing body is an empty object', async () => {
    const { status, json } = await call(server, 'POST /api/notes', { as: 'bob' });
    expect({ status, field: json.details[0].field }).toEqual({ status: 400, field: 'body.title' });
    expect((await call(server, 'POST /api/notes/echo')).json).toEqual({});
  });

  test('DELETE has a body', async () => {
    const { json } = await call(server, 'DELETE /api/notes', { as: 'bob', body: { ids: ['1', '2'] } });
    expect(json).toEqual({ deleted: 2 });
  });

  test('a key of the same name in path and body stays two things', async () => {
    const { json } = await call(server, 'PATCH /api/notes/1', { as: 'bob', body: { noteId: '2', title: 't' } });
    expect(json).toEqual({ inPath: '1', inBody: '2', title: 't' });
  });

  test('unsafe keys are removed at every depth', async () => {
    const bytes =
      '{"a":{"$gt":1,"b.c":2,"ok":[{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"d":3}]},"$where":1}';
    const { json } = await call(server, 'POST /api/notes/echo', {
      bytes,
      headers: { 'content-type': 'application/json' },
    });
    expect(json).toEqual({ a: { ok: [{ d: 3 }] } });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('a body nested too deeply is refused', async () => {
    const bytes = `{"a":${'['.repeat(500)}${']'.repeat(500)}}`;
    const { status } = await call(server, 'POST /api/notes/echo', {
      bytes,
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
  });

  test('malformed JSON is answered without repeating it', async () => {
    const { status, json } = await call(server, 'POST /api/notes', {
      as: 'bob',
      bytes: '{"title": canary',
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
    expect(json).toEqual({ error: 'Invalid JSON format', message: 'The request body contains malformed JSON' });
  });

  test.each([null, [], '', 7, true, 'text', { title: null }, { title: [] }, { title: 'x'.repeat(500) }])(
    '%j is refused with the field and without the value',
    async (body) => {
      const { status, json, text } = await create(body);
      expect(status).toBe(400);
      expect(json.message).toMatch(/^body(\.title)?: /);
      expect(json.error).toBe(json.message);
      expect(json.details[0]).toEqual({
        field: expect.stringMatching(/^body(\.title)?$/),
        message: expect.any(String),
      });
      expect(text).not.toContain('xxxxx');
    },
  );

  test('a body over the limit is 413, declared or not, packed or not', async () => {
    const json = JSON.stringify({ bytes: 'x'.repeat(5_000) });
    const sizes = [{ bytes: json }, { bytes: gzipSync(json), headers: { 'content-encoding': 'gzip' } }];
    for (const { bytes, headers = {} } of sizes) {
      const answer = await call(server, 'POST /api/notes/echo', {
        bytes,
        headers: { 'content-type': 'application/json', ...headers },
      });
      expect(answer.status).toBe(413);
      expect(answer.json).toEqual({ message: 'Request body too large', error: 'Payload Too Large' });
    }
    const streamed = await fetch(`${server.url}/api/notes/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([json]).stream(),
      duplex: 'half',
    });
    expect(streamed.status).toBe(413);
  });

  test('compressed JSON is read, broken compression is 400', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const packed = gzipSync('{"a":1}');
    expect((await call(server, 'POST /api/notes/echo', { bytes: packed, headers })).json).toEqual({ a: 1 });
    expect((await call(server, 'POST /api/notes/echo', { bytes: 'plain', headers })).status).toBe(400);
    const unknown = { ...headers, 'content-encoding': 'zip' };
    expect((await call(server, 'POST /api/notes/echo', { bytes: packed, headers: unknown })).status).toBe(415);
  });

  test('another content type is 415, none at all is taken for JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'x']) {
      const { status, json } = await call(server, 'POST /api/notes', {
        as: 'bob',
        bytes: '{"title":"t"}',
        headers: { 'content-type': type },
      });
      expect({ type, status, hasBoth: json.error === json.message }).toEqual({ type, status: 415, hasBoth: true });
    }
    const untyped = await call(server, 'POST /api/notes', {
      as: 'bob',
      bytes: '{"title":"t"}',
    });
    expect(untyped.status).toBe(201);
    const charset = { 'content-type': 'application/json;charset="UTF-8"' };
    expect(
      (await call(server, 'POST /api/notes', { as: 'bob', bytes: '{"title":"t"}', headers: charset })).status,
    ).toBe(201);
  });
});

describe('answers', () => {
  test('no output is 204 without a body', async () => {
    const { status, text } = await call(server, 'DELETE /api/notes/1', { as: 'bob' });
    expect({ status, text }).toEqual({ status: 204, text: '' });
  });

  test('fields that are not declared stay here', async () => {
    expect((await call(server, 'GET /api/notes/leak/now')).json).toEqual({ id: '1' });
  });

  test('cookies and headers of a handler are sent', async () => {
    const { headers } = await call(server, 'POST /api/session/login', { body: { name: 'bob' } });
    expect(headers.getSetCookie()).toEqual(['refreshToken=bob; Path=/; HttpOnly; SameSite=Strict']);
    expect(headers.get('x-sample')).toBe('yes');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('raw endpoints answer by themselves', async () => {
    const { headers, text } = await call(server, 'GET /api/files/a%20b.txt');
    expect({ type: headers.get('content-type'), text }).toEqual({
      type: 'text/plain; charset=utf-8',
      text: 'content of a b.txt',
    });
    expect((await call(server, 'GET /api/files/crash')).json.message).toBe('An unknown error occurred.');
  });
});
