import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

/** A helper process of the bench: says `{ port }` once it listens. */
export interface Child {
  pid: number;
  url: string;
  process: ChildProcess;
  stop(): void;
}

export async function startChild(script: string, env: Record<string, string> = {}): Promise<Child> {
  const child = fork(path.join(import.meta.dirname, 'children', script), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('message', (message: { port: number }) => resolve(message.port));
  child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  const port = await promise;
  return { pid: child.pid ?? 0, url: `http://127.0.0.1:${port}`, process: child, stop: () => void child.kill() };
}
