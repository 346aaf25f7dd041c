import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './paths.mjs';

// A path with a space in it, because people have those.
const folder = mkdtempSync(join(tmpdir(), 'parley launch '));
const server = `
  const wantsToStay: boolean = process.argv.includes('--stay');
  setInterval(() => {}, 1000);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      console.log('got', signal);
      if (wantsToStay) return;
      console.log('stopped');
      process.exit(7);
    });
  }
  console.log('ready', process.version);
`;
const launcher = `
  import { launch } from './packages/tooling/src/launch.mjs';
  process.exitCode = await launch(process.argv.slice(2));
`;

beforeAll(() => {
  mkdirSync(join(folder, 'packages'));
  mkdirSync(join(folder, 'apps/server/src'), { recursive: true });
  cpSync(join(root, 'packages/tooling/src'), join(folder, 'packages/tooling/src'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'apps/server/src/main.ts'), server);
  writeFileSync(join(folder, 'launcher.mjs'), launcher);
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(...args: string[]) {
  const child = spawn(process.execPath, ['launcher.mjs', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator](), exit: exitOf(child) };
}

const exitOf = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));
const next = async (lines: AsyncIterator<string>) => (await lines.next()).value;

test.each(['SIGINT', 'SIGTERM'] as const)('%s reaches the server once and its exit code comes back', async (signal) => {
  const { child, lines, exit } = start();
  expect(await next(lines)).toBe(`ready ${process.version}`);
  // A terminal and npm both pass on one Ctrl-C.
  child.kill(signal);
  child.kill(signal);
  expect(await next(lines)).toBe(`got ${signal}`);
  expect(await next(lines)).toBe('stopped');
  expect(await next(lines)).toBeUndefined();
  expect(await exit).toBe(7);
});

test('a second signal, later, ends a server that does not want to stop', async () => {
  const { child, lines, exit } = start('--stay');
  await next(lines);
  child.kill('SIGINT');
  expect(await next(lines)).toBe('got SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  child.kill('SIGINT');
  expect(await next(lines)).toBe('Parley: stopping at once.');
  expect(await exit).toBe(128 + 9);
});

test('a launcher that is killed takes the server with it', async () => {
  const { child, lines, exit } = start();
  await next(lines);
  child.kill('SIGKILL');
  expect(await exit).toBeNull();
  expect(await next(lines)).toBe('got SIGTERM');
  expect(await next(lines)).toBe('stopped');
  expect(await next(lines)).toBeUndefined();
});
