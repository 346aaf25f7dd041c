import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { round, type Row } from '../row.ts';

const root = path.join(import.meta.dirname, '../../../../..');

/** `npm start` on an installed, built tree, from the command to `/health`: the second start on its data. */
export async function secondStart(): Promise<Row> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'parley-bench-start-'));
  await timeStart(dataDir);
  const seconds = await timeStart(dataDir);
  await rm(dataDir, { recursive: true, force: true });
  return {
    what: '`npm start` to /health, second start',
    measured: `${round(seconds)} s`,
    budget: '≤ 3 s',
    isMet: seconds <= 3,
    details: { seconds },
  };
}

async function timeStart(dataDir: string): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, FIND_LOCAL_MODELS: 'false' },
    stdio: 'ignore',
  });
  while (!(await isHealthy(port))) await new Promise((resolve) => setTimeout(resolve, 20));
  const seconds = (performance.now() - start) / 1000;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return seconds;
}

const isHealthy = (port: number) =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    (response) => response.ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
