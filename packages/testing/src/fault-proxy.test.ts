import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { startFakeProvider, type FakeProvider } from './server.ts';

let fake: FakeProvider;
let proxy: FaultProxy;

beforeEach(async () => {
  fake = await startFakeProvider();
  proxy = await startFaultProxy(fake.url);
});
afterEach(async () => {
  await proxy.close();
  await fake.close();
});

const models = (signal?: AbortSignal) =>
  fetch(`http://${proxy.host}:${proxy.port}/v1/models`, {
    headers: { connection: 'close' },
    ...(signal && { signal }),
  });

it('relays', async () => {
  expect(await (await models()).json()).toMatchObject({ object: 'list' });
});

it('cuts open connections and serves new ones', async () => {
  fake.enqueue([{ type: 'text', text: 'half' }, { type: 'stall' }]);
  const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'Hi' }] });
  const response = await fetch(`http://${proxy.host}:${proxy.port}/v1/chat/completions`, { method: 'POST', body });
  expect(proxy.connections()).toBe(1);
  proxy.cut();
  await expect(response.text()).rejects.toThrow('terminated');
  expect(await fake.requests[0]?.ended).toBe('disconnected');
  expect((await models()).status).toBe(200);
});

it('refuses, and serves again', async () => {
  proxy.refuse(true);
  await expect(models()).rejects.toThrow('fetch failed');
  proxy.refuse(false);
  expect((await models()).status).toBe(200);
});

it('lets nothing through a black hole', async () => {
  proxy.blackhole(true);
  await expect(models(AbortSignal.timeout(100))).rejects.toThrow('timeout');
  expect(fake.requests).toHaveLength(0);
});

it('holds bytes back without losing their order', async () => {
  proxy.delay(20);
  const slow = models();
  proxy.delay(0);
  expect(await (await slow).json()).toMatchObject({ data: [{ id: 'fake-small' }, {}, {}] });
});
