import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { startFakeProvider } from '@parley/testing';
import { findLocalServers } from './local.ts';

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('finds each server by the shape of its API', async () => {
  const ollama = await startFakeProvider({ models: ['llama3'] });
  const lmStudio = await startFakeProvider({ models: ['qwen'], ownedBy: 'organization_owner' });
  const llamaCpp = await startFakeProvider({ models: ['gemma.gguf'], ownedBy: 'llamacpp' });
  const ports = { ollama: ollama.port, lmStudio: lmStudio.port, llamaCpp: llamaCpp.port };
  expect(await findLocalServers({ ports })).toEqual([
    { name: 'Ollama', baseURL: `${ollama.url}/v1`, models: ['llama3'] },
    { name: 'LM Studio', baseURL: `${lmStudio.url}/v1`, models: ['qwen'] },
    { name: 'llama.cpp', baseURL: `${llamaCpp.url}/v1`, models: ['gemma.gguf'] },
  ]);
  await Promise.all([ollama.close(), lmStudio.close(), llamaCpp.close()]);
});

it('does not take any open port for a model server', async () => {
  const other = await startFakeProvider({ ownedBy: 'someone' });
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port: silentPort } = silent.address() as AddressInfo;
  const ports = { ollama: silentPort, lmStudio: await freePort(), llamaCpp: other.port };
  expect(await findLocalServers({ ports })).toEqual([]);
  await other.close();
  silent.close();
});
