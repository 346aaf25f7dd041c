import http from 'node:http';
import { ask, type Script } from '../harness/script.ts';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1000 });

interface Reading {
  url: string;
  token?: string;
  /** Called with every piece of bytes; return true to stop reading. */
  onBytes?: (bytes: Buffer) => boolean;
}

/** Reads a response to its end without parsing it: the bench's own work must not count. */
export function readBytes({ url, token, onBytes }: Reading): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const call = http.get(url, { agent, headers: token ? { authorization: `Bearer ${token}` } : {} }, (response) => {
    if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
    response.on('data', (bytes: Buffer) => {
      if (onBytes?.(bytes)) call.destroy();
    });
    response.on('close', resolve);
  });
  call.on('error', (error) => (call.destroyed ? resolve() : reject(error)));
  return promise;
}

const streamUrl = (base: string, streamId: string): string =>
  `${base}/trpc/chat.stream?input=${encodeURIComponent(JSON.stringify({ params: { streamId } }))}`;

/** One chat turn from the request to the last byte of its stream. */
export async function runTurn(base: string, script: Script, onBytes?: Reading['onBytes']): Promise<void> {
  const { streamId } = await ask(script, 'Go');
  await readBytes({ url: streamUrl(base, streamId), token: script.token, ...(onBytes ? { onBytes } : {}) });
}
