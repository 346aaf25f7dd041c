import { request } from 'node:http';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { call } from './testing/client.ts';
import { startSample } from './testing/sample-server.ts';

const server = await startSample();
beforeEach(() => void (server.logs.length = 0));
afterAll(() => server.close());

async function upload(form: FormData) {
  const response = await fetch(`${server.url}/api/files`, {
    method: 'POST',
    headers: { authorization: 'Bearer bob' },
    body: form,
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into whatever came back
  return { status: response.status, json: (await response.json()) as any };
}

const form = (...parts: [name: string, value: string | Blob, filename?: string][]) => {
  const data = new FormData();
  for (const [name, value, filename] of parts) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, value, filename);
  }
  return data;
};

const blob = (size: number, type = 'text/plain') => new Blob(['x'.repeat(size)], { type });

test('fields and files arrive in order, with their UTF-8 names', async () => {
  const { status, json } = await upload(
    form(
      ['endpoint', 'openAI'],
      ['file', blob(5), 'Müller 你.txt'],
      ['width', '7'],
      ['file', blob(9_000, 'image/png'), 'b.png'],
    ),
  );
  expect(status).toBe(201);
  expect(json.parts).toEqual([
    { field: 'endpoint', value: 'openAI' },
    { file: 'file', filename: 'Müller 你.txt', mimeType: 'text/plain', size: 5 },
    { field: 'width', value: '7' },
    { file: 'file', filename: 'b.png', mimeType: 'image/png', size: 9_000 },
  ]);
});

test('a file its handler does not read holds nobody up', async () => {
  const { json } = await upload(form(['ignored', blob(9_000), 'a'], ['after', 'x']));
  expect(json.parts.at(-1)).toEqual({ field: 'after', value: 'x' });
});

test('names that reach a prototype are dropped', async () => {
  const { json } = await upload(form(['__proto__', 'x'], ['constructor', blob(3), 'c'], ['$where', 'x'], ['ok', 'x']));
  expect(json.parts).toEqual([{ field: 'ok', value: 'x' }]);
});

test.each([
  ['a file over the limit', form(['file', blob(200_000), 'big'])],
  ['an ignored file over the limit', form(['ignored', blob(200_000), 'big'])],
  ['too many files', form(['a', blob(1), 'a'], ['b', blob(1), 'b'], ['c', blob(1), 'c'])],
  ['too long a field', form(['text', 'x'.repeat(100_000)])],
  ['too many fields', form(...Array.from({ length: 60 }, (_, n) => [`f${n}`, 'x'] as [string, string]))],
])('%s is 413', async (_, data) => {
  const { status, json } = await upload(data);
  expect(status).toBe(413);
  expect(json.error).toBe('Payload Too Large');
  expect(server.logs).toEqual([]);
});

const cutShort = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc';

test.each([
  { what: 'JSON', bytes: '{}', type: 'application/json', status: 415 },
  { what: 'no boundary', bytes: 'x', type: 'multipart/form-data', status: 400 },
  { what: 'a form cut short', bytes: cutShort, type: 'multipart/form-data; boundary=b', status: 400 },
  { what: 'garbage', bytes: 'garbage', type: 'multipart/form-data; boundary=b', status: 400 },
])('$what is refused', async ({ bytes, type, status }) => {
  const answer = await call(server, 'POST /api/files', { as: 'bob', bytes, headers: { 'content-type': type } });
  expect(answer.status).toBe(status);
});

test('a sender who is not signed in is refused before the upload is read', async () => {
  const response = await fetch(`${server.url}/api/files`, { method: 'POST', body: form(['file', blob(5), 'a']) });
  expect(response.status).toBe(401);
});

test('a sender who leaves mid-file ends the handler and is no failure of ours', async () => {
  const { hostname, port } = new URL(server.url);
  const sending = request({ hostname, port, path: '/api/files', method: 'POST' });
  sending.setHeader('authorization', 'Bearer bob');
  sending.setHeader('content-type', 'multipart/form-data; boundary=b');
  sending.on('error', () => {});
  sending.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc');
  const handled = server.infos.length;
  await vi.waitFor(() => expect(server.infos.length).toBeGreaterThan(handled), { timeout: 5_000 });
  sending.destroy();
  await vi.waitFor(async () => expect((await call(server, 'GET /api/files/x')).status).toBe(200));
  expect(server.logs).toEqual([]);
});
