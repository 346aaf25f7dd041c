import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server[Symbol.asyncDispose]());

test.each(['/%E0%A4%A', '/c/%E0%A4%A', '/assets/%FF.js'])(
  '%s is refused without a word about the inside',
  async (path) => {
    const response = await fetch(`${server.url}${path}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).not.toMatch(/Error|node_modules| at /);
  },
);
