import { request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import type { SampleServer } from './sample-server.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into whatever came back
  json: any;
}

interface CallOptions {
  as?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  bytes?: string | Uint8Array;
  headers?: Record<string, string>;
}

/**
 * Calls a sample server as a script would: `call(server, 'POST /api/notes', { as: 'bob', body })`. Not by `fetch`, which
 * tidies paths and adds a content type.
 */
export function call(
  { url }: Pick<SampleServer, 'url'>,
  line: string,
  { as, body, bytes, headers }: CallOptions = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const [method = 'GET', path = '/'] = line.split(' ');
  const content = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sending = request({
      hostname,
      port,
      method,
      path,
      agent: false,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(content === undefined ? {} : { 'content-length': Buffer.byteLength(content) }),
        ...headers,
      },
    });
    sending.on('error', reject);
    sending.on('response', (response) => {
      const { statusCode: status = 0, rawHeaders } = response;
      textOf(response).then(
        (text) => resolve({ status, headers: headersOf(rawHeaders), text, json: jsonOf(text) }),
        reject,
      );
    });
    sending.end(content);
  });
}

/** The path of a tRPC query with its input; a mutation has its input in the body. */
export function trpcPath(name: string, input?: unknown): string {
  return input === undefined ? `/trpc/${name}` : `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

export function batchPath(names: readonly string[], inputs?: readonly unknown[]): string {
  const path = `/trpc/${names.join(',')}?batch=1`;
  if (inputs === undefined) return path;
  return `${path}&input=${encodeURIComponent(JSON.stringify(Object.fromEntries(inputs.entries())))}`;
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index < raw.length; index += 2) headers.append(raw[index] ?? '', raw[index + 1] ?? '');
  return headers;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
