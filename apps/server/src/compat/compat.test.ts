import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { cases } from './cases.ts';
import { documented, isServed } from './documented.ts';
import { createWorld, type World } from './world.ts';

/** What the documented API promises, asked of a real server exactly as its scripts and its page would ask. */
describe('documented endpoints', () => {
  let server: TestServer;
  let world: World;
  beforeAll(async () => {
    server = await startTestServer();
    world = await createWorld(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('the table holds all of them, once', () => {
    expect(documented).toHaveLength(211);
    expect(new Set(documented.map(({ name }) => name)).size).toBe(211);
  });

  test.each(documented.filter(isServed).map(({ name }) => name))('%s', async (name) => {
    const prove = cases[name];
    expect(prove, `${name} is served, and no case proves it`).toBeDefined();
    await prove?.(world);
  });

  test('no case is left over', () => {
    const names = new Set(documented.filter(isServed).map(({ name }) => name));
    expect(Object.keys(cases).filter((name) => !names.has(name))).toEqual([]);
  });

  test('the count', () => {
    const missing = documented.filter((endpoint) => !isServed(endpoint));
    const lines = missing.map(({ name, seeds }) => `note:   ${name}  (${seeds})`);
    process.stdout.write(
      `\nnote: ${documented.length - missing.length} of ${documented.length} documented endpoints are served and proven. Not served yet:\n${lines.join('\n')}\n`,
    );
    expect(Object.keys(cases)).toHaveLength(documented.length - missing.length);
  });
});
