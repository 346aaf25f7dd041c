import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../../..');

/** The real server as a process of its own, started as `npm start` starts it. */
export interface AppProcess {
  url: string;
  pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** SIGTERM, and waits. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, and waits. */
  kill(): Promise<void>;
}

export interface AppOptions {
  dataDir: string;
  env?: Record<string, string>;
  /** A port that stays the same over restarts; a free one unless said. */
  port?: number;
}

/** @throws with what the process printed when it ends before it is ready */
export async function startApp({ dataDir, env = {}, port = 0 }: AppOptions): Promise<AppProcess> {
  const child = spawn(path.join(root, 'node_modules/.bin/node'), ['src/main.ts'], {
    cwd: path.join(root, 'apps/server'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      CONFIG_PATH: path.join(dataDir, 'librechat.yaml'),
      FIND_LOCAL_MODELS: 'false',
      LOGIN_MAX: '1000',
      REGISTER_MAX: '1000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const url = await readyUrl(child, () => output);
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    stop: () => end(child, 'SIGTERM'),
    kill: async () => void (await end(child, 'SIGKILL')),
  };
}

async function readyUrl(child: ChildProcess, output: () => string): Promise<string> {
  for (;;) {
    const url = /Parley is ready: (\S+)/.exec(output())?.[1];
    if (url) return url;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The server ended before it was ready:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}

/** Environment that sends every provider to a fake. */
export const providersAt = (fakeUrl: string): Record<string, string> => ({
  ALLOW_REGISTRATION: 'true',
  OPENAI_API_KEY: 'sk-fake',
  OPENAI_REVERSE_PROXY: `${fakeUrl}/v1`,
  OPENAI_MODELS: 'gpt-4o,gpt-4o-mini',
  ANTHROPIC_API_KEY: 'sk-fake',
  ANTHROPIC_REVERSE_PROXY: `${fakeUrl}/v1`,
  ANTHROPIC_MODELS: 'claude-sonnet-4-5',
});
