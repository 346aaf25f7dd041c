import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFakeProvider, type FakeProvider } from '@parley/testing';
import { listModels } from './models.ts';
import type { ProviderKind } from './port.ts';
import { never } from './testing.ts';

let fake: FakeProvider;
beforeAll(async () => {
  fake = await startFakeProvider({ apiKey: 'right', models: ['one', 'two'] });
});
afterEach(() => fake.reset());
afterAll(() => fake.close());

const kinds = [
  ['openai-chat', '/v1'],
  ['openai-responses', '/v1'],
  ['anthropic', '/v1'],
  ['google', '/v1beta'],
] as const satisfies [ProviderKind, string][];

const at = (kind: ProviderKind, path: string, apiKey = 'right') => ({ kind, baseURL: `${fake.url}${path}`, apiKey });

/** A server that answers every GET with this. */
async function serve(answer: (path: string) => { status: number; body: string } | null) {
  const server = createServer((request, response) => {
    const given = answer(request.url ?? '');
    if (given !== null) response.writeHead(given.status).end(given.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('the list of models', () => {
  it.each(kinds)('of %s', async (kind, path) => {
    expect(await listModels(at(kind, path), never())).toEqual(['one', 'two']);
  });

  it.each(kinds)('of %s needs the right key', async (kind, path) => {
    await expect(listModels(at(kind, path, 'wrong'), never())).rejects.toMatchObject({ code: 'auth', status: 401 });
  });

  it('of the built-in model needs nothing', async () => {
    expect(await listModels({ kind: 'demo', baseURL: '', apiKey: null }, never())).toEqual(['demo']);
  });

  it('of an Ollama without a compatible list comes from its own', async () => {
    await using server = await serve((path) =>
      path === '/api/tags' ? { status: 200, body: '{"models":[{"name":"llama3"}]}' } : { status: 404, body: '' },
    );
    const config = { kind: 'openai-chat', baseURL: server.baseURL, apiKey: null } as const;
    expect(await listModels(config, never())).toEqual(['llama3']);
  });

  it('is not there at all: the first answer is told', async () => {
    await using server = await serve(() => ({ status: 404, body: '' }));
    const config = { kind: 'openai-chat', baseURL: server.baseURL, apiKey: null } as const;
    await expect(listModels(config, never())).rejects.toMatchObject({ code: 'unsupported', status: 404 });
  });

  it.each(['{"surprise":true}', '<html>', '{"data":[{"name":"no id"}]}'])('is malformed: %s', async (body) => {
    await using server = await serve(() => ({ status: 200, body }));
    const config = { kind: 'openai-chat', baseURL: server.baseURL, apiKey: null } as const;
    await expect(listModels(config, never())).rejects.toMatchObject({ code: 'malformed' });
  });

  it('is waited for only so long', async () => {
    await using server = await serve(() => null);
    const config = { kind: 'openai-chat', baseURL: server.baseURL, apiKey: null } as const;
    await expect(listModels(config, never(), { limitMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('is given up when the caller stops', async () => {
    await using server = await serve(() => null);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 20);
    const config = { kind: 'google', baseURL: server.baseURL, apiKey: 'k' } as const;
    await expect(listModels(config, stop.signal)).rejects.toThrow('enough');
  });
});
