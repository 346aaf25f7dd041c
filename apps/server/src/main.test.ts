import { createTestDatabase } from '@parley/db/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';

/** Runs the process until it ends by itself. */
async function start(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const { PATH = '' } = process.env;
  const child = spawn('node', ['src/main.ts'], {
    cwd: new URL('..', import.meta.url),
    env: { PATH, FIND_LOCAL_MODELS: 'false', ...env },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

test('everything that is wrong in the environment is named at once, in plain words', async () => {
  const { code, said } = await start({ LOG_LEVEL: 'chatty', PORT: 'x', JWT_SECRET: 'short', CREDS_KEY: 'zz' });
  expect(code).toBe(1);
  for (const name of ['LOG_LEVEL', 'PORT', 'JWT_SECRET', 'CREDS_KEY']) expect(said).toContain(`  ${name} `);
  expect(said).not.toMatch(/short|^\s+at /m);
});

test('a data folder that cannot be one is named', async () => {
  const { code, said } = await start({ DATA_DIR: '/dev/null/data' });
  expect(code).toBe(1);
  expect(said).toMatch(/^DATA_DIR cannot be used: .*\n$/);
});

test('a port that is taken is named; with every secret given no folder is needed', async () => {
  await using database = await createTestDatabase().then((made) => ({
    url: made.url,
    [Symbol.asyncDispose]: () => made.close(),
  }));
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number }; // listening on TCP
  const secret = 'a secret of more than 32 characters';
  const secrets = { JWT_SECRET: secret, JWT_REFRESH_SECRET: secret, CREDS_KEY: 'ab'.repeat(32) };
  const { code, said } = await start({
    PORT: String(port),
    DATABASE_URL: database.url,
    DATA_DIR: '/dev/null/data',
    ...secrets,
  });
  other.close();
  expect({ code, said }).toEqual({ code: 1, said: `Port ${port} on 127.0.0.1 is in use. Set PORT to another one.\n` });
});
