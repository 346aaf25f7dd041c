import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startFakeProvider } from '@parley/testing';
import { expect, test } from 'vitest';
import { readEnv } from '../env.ts';
import { converse } from '../testing/chat.ts';
import { startTestServer } from '../testing/server.ts';
import { configuredEndpoints } from './configured.ts';

const fileWith = async (yaml: string) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-config-'));
  const file = path.join(folder, 'librechat.yaml');
  await writeFile(file, yaml);
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
};

test("a custom endpoint of the operator's file answers, with its own key, headers and models", async () => {
  await using upstream = Object.assign(await startFakeProvider({ apiKey: 'sk-mine' }), {
    async [Symbol.asyncDispose]() {
      await upstream.close();
    },
  });
  await using config = await fileWith(`
version: 1.2.1
endpoints:
  custom:
    - name: House
      apiKey: \${HOUSE_KEY}
      baseURL: ${upstream.url}/v1
      headers: { x-team: '\${HOUSE_TEAM}' }
      models: { default: [house-small, { name: house-large }], fetch: false }
      modelDisplayLabel: The House
    - name: Broken
      apiKey: \${NOT_SET}
      baseURL: ${upstream.url}/v1
      models: { default: [x] }
`);
  await using server = await startTestServer({
    env: { CONFIG_PATH: config.file, HOUSE_KEY: 'sk-mine', HOUSE_TEAM: 'blue' },
  });
  const user = await server.signUp();
  const endpoints = (await user.rest('config.endpoints')).body;
  expect(endpoints).toMatchObject({ House: { type: 'custom', userProvide: false, modelDisplayLabel: 'The House' } });
  expect(endpoints).not.toHaveProperty('Broken');
  expect(server.logLines.join('')).toContain('refers to ${NOT_SET}, which is not set');
  expect((await user.rest('config.models')).body).toMatchObject({ House: ['house-small', 'house-large'] });

  const turn = await converse(server, user, { endpoint: 'House', model: 'house-large', text: 'Hello' });
  expect(turn.end).toMatchObject({
    outcome: 'complete',
    responseMessage: { sender: 'The House', model: 'house-large' },
  });
  expect(upstream.requests[0]?.headers).toMatchObject({ authorization: 'Bearer sk-mine', 'x-team': 'blue' });
});

test('one bad entry is named and does not take the others with it', async () => {
  await using config = await fileWith(`
endpoints:
  custom:
    - { name: openAI, apiKey: k, baseURL: 'http://127.0.0.1:1', models: { default: [a] } }
    - { name: NoModels, apiKey: k, baseURL: 'http://127.0.0.1:1', models: {} }
    - { name: NoUrl, apiKey: k, baseURL: 'file:///etc/passwd', models: { default: [a] } }
    - { name: Good, apiKey: user_provided, baseURL: 'http://127.0.0.1:1', models: { fetch: true }, dropParams: [stop] }
`);
  const { endpoints, problems } = await configuredEndpoints(readEnv({ CONFIG_PATH: config.file }));
  expect(endpoints.map(({ name, key }) => [name, key.from])).toEqual([['Good', 'user']]);
  expect(problems).toHaveLength(4);
  for (const [place, word] of [
    ['[0].name', 'built-in'],
    ['[1].models', 'default'],
    ['[2]', 'http'],
    ['[3]', 'dropParams'],
  ] as const) {
    expect(problems.find((problem) => problem.includes(`custom${place}`))).toContain(word);
  }
});

test('a file that is no configuration says so, and none at all is fine', async () => {
  await using config = await fileWith('just a sentence');
  const { problems } = await configuredEndpoints(readEnv({ CONFIG_PATH: config.file }));
  expect(problems).toEqual([`${config.file} is not a configuration file.`]);
  expect(await configuredEndpoints(readEnv({ CONFIG_PATH: '/nowhere' }))).toEqual({ endpoints: [], problems: [] });
});
