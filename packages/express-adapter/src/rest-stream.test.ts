import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { EventSource } from 'eventsource';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { call } from './testing/client.ts';
import { startProxy } from './testing/cutting-proxy.ts';
import { startSample } from './testing/sample-server.ts';

const server = await startSample({ pingMs: 20 });
afterAll(() => server.close());

const withoutPings = (text: string) => text.replaceAll(':\n', '');
const authorization = 'Bearer bob';

describe('what a reader gets', () => {
  test('events as they are declared, with ids, until the source ends', async () => {
    const { status, headers, text } = await call(server, 'GET /api/feed/1?until=2', { as: 'bob' });
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'content-encoding': 'identity',
      'x-accel-buffering': 'no',
    });
    expect(withoutPings(text)).toBe('id: 1\ndata: {"n":1,"text":"word 1"}\n\nid: 2\ndata: {"n":2,"text":"word 2"}\n\n');
  });

  test('a wire format of its own: several frames or none per event, the id on the last', async () => {
    const { text } = await call(server, 'GET /api/feed/1/words');
    expect(withoutPings(text)).toBe(
      [
        'event: message\ndata: {"text":"word 1"}\n\n',
        'event: count\nid: 1\ndata: 1\n\n',
        'event: message\ndata: {"text":"word 3"}\n\n',
        'event: count\nid: 3\ndata: 3\n\n',
      ].join(''),
    );
  });

  test('after Last-Event-ID only what is new', async () => {
    const { text } = await call(server, 'GET /api/feed/1?until=3', { as: 'bob', headers: { 'last-event-id': '2' } });
    expect(withoutPings(text)).toBe('id: 3\ndata: {"n":3,"text":"word 3"}\n\n');
  });

  test('failures before the first event have a status and a body', async () => {
    expect((await call(server, 'GET /api/feed/1')).status).toBe(401);
    expect((await call(server, 'GET /api/feed/1?until=x', { as: 'bob' })).status).toBe(400);
    const missing = await call(server, 'GET /api/feed/missing', { as: 'bob' });
    expect({ status: missing.status, error: missing.json.error }).toEqual({ status: 404, error: 'No such feed.' });
  });

  test('a later failure is an error event without the reason, logged once', async () => {
    server.logs.length = 0;
    const { status, text } = await call(server, 'GET /api/feed/breaks', { as: 'bob' });
    expect(status).toBe(200);
    expect(withoutPings(text)).toMatch(
      /id: 2\n.*\n\nevent: error\ndata: {"error":"An unknown error occurred\..*"}\n\n$/,
    );
    expect(text).not.toContain('secret');
    expect(server.logs).toHaveLength(1);
  });

  test('heartbeats while nothing happens', async () => {
    const controller = new AbortController();
    const response = await fetch(`${server.url}/api/feed/endless`, {
      headers: { authorization },
      signal: controller.signal,
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk);
      if (text.split('\n').filter((line) => line === ':').length > 2) break;
    }
    controller.abort();
    expect(text).toMatch(/^:\n/);
  });
});

test('an EventSource cut off twice sees every event exactly once', async () => {
  const proxy = await startProxy(server.url);
  const seen: string[] = [];
  const source = new EventSource(`${proxy.url}/api/feed/1?until=60`, {
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, authorization } }),
  });
  await new Promise<void>((resolve) => {
    source.addEventListener('message', ({ lastEventId }) => {
      seen.push(lastEventId);
      if (seen.length === 20 || seen.length === 40) proxy.cut();
      if (lastEventId === '60') resolve();
    });
  });
  source.close();
  await proxy.close();
  expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => String(index + 1)));
});

test('a reader that leaves stops the source', async () => {
  server.feeds.left.length = 0;
  const controller = new AbortController();
  const response = await fetch(`${server.url}/api/feed/endless`, {
    headers: { authorization },
    signal: controller.signal,
  });
  expect(response.status).toBe(200);
  controller.abort();
  await vi.waitFor(() => expect(server.feeds.left).toEqual(['endless']), { timeout: 5_000 });
});

test('a reader that does not read stops the source from running ahead', async () => {
  server.feeds.produced = 0;
  server.feeds.left.length = 0;
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /api/feed/endless HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`);
  socket.pause();
  // Runs until the socket's buffers are full, then stands still; unbounded it would pass 100 MB in this time.
  let before = -1;
  await vi.waitFor(
    async () => {
      before = server.feeds.produced;
      await delay(200);
      expect(before).toBeGreaterThan(0);
      expect(server.feeds.produced).toBe(before);
    },
    { timeout: 15_000, interval: 50 },
  );
  socket.destroy();
  await vi.waitFor(() => expect(server.feeds.left).toEqual(['endless']), { timeout: 5_000 });
});

test('on shutdown open streams are cut and new ones refused with 503', async () => {
  const closing = await startSample();
  const response = await fetch(`${closing.url}/api/feed/endless`, { headers: { authorization } });
  closing.api.closeStreams();
  await expect(response.text()).rejects.toThrow('terminated');
  await vi.waitFor(() => expect(closing.feeds.left).toEqual(['endless']), { timeout: 5_000 });
  expect((await call(closing, 'GET /api/feed/1', { as: 'bob' })).status).toBe(503);
  await closing.close();
});
