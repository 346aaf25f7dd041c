import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from './run.mjs';

const node = process.execPath;

test('keeps all output and says how a command ended', async () => {
  const script = 'console.log("out"); console.error("err"); process.exit(3)';
  const result = await run({ command: node, args: ['-e', script] });
  expect(result).toMatchObject({ ok: false, reason: 'exit code 3' });
  expect(result.output).toContain('out\n');
  expect(result.output).toContain('err\n');
});

test('a command that is not there is a failed command', async () => {
  const { ok, reason } = await run({ command: join(tmpdir(), 'no-such-tool') });
  expect(ok).toBe(false);
  expect(reason).toMatch(/could not start/);
});

test('a command past its time is stopped with everything it started', async () => {
  const server = 'net.createServer().listen(0, "127.0.0.1", function () { console.log(this.address().port); })';
  const script = `
    require('node:child_process').spawn(process.execPath, ['-e', '${server}'], { stdio: 'inherit' });
    setInterval(() => {}, 1000);`;
  const { ok, reason, output } = await run({ command: node, args: ['-e', script], timeoutMs: 2000 });
  expect({ ok, reason }).toEqual({ ok: false, reason: 'stopped after 2 s without an end' });
  const port = Number(output);
  expect(port).toBeGreaterThan(0);
  await expect.poll(() => accepts(port)).toBe(false);
});

test('a command that leaves a process behind still ends', async () => {
  const script = `
    const options = { stdio: 'inherit', detached: true };
    const left = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], options);
    console.log(left.pid);
    left.unref();`;
  const { ok, output } = await run({ command: node, args: ['-e', script] });
  process.kill(Number(output));
  expect(ok).toBe(true);
});

test('runs in the repository and leaves npm variables behind', async () => {
  const cwd = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'parley-run-'));
  process.chdir(folder);
  process.env['npm_config_local_prefix'] = folder;
  onTestFinished(() => {
    process.chdir(cwd);
    delete process.env['npm_config_local_prefix'];
    rmSync(folder, { recursive: true });
  });
  const script = 'console.log(JSON.stringify([process.cwd(), process.env.npm_config_local_prefix ?? null]))';
  const { output } = await run({ command: node, args: ['-e', script] });
  expect(JSON.parse(output)).toEqual([cwd, null]);
});

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
