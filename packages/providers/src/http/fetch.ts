import type { ProviderConfig } from '../port.ts';
import type { Transport } from './agent.ts';
import { createErrorReader } from './error-body.ts';
import { lowerCase } from './headers.ts';
import { send, type Exchange, type Headers, type Incoming } from './send.ts';

/** Headers in which vendors take a key. */
const keyHeaders = ['authorization', 'x-api-key', 'x-goog-api-key'];
const bufferedBytes = 64 * 1024;

/**
 * The fetch the SDK packages are given: our connections, limits and errors. It does what they need, a POST of text with
 * a signal, and rejects with a ProviderError for every answer that is no success.
 */
export function createFetch(config: ProviderConfig, { dispatcher }: Transport): typeof globalThis.fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const signal = init?.signal ?? new AbortController().signal;
    const headers = withoutMissingKey(Object.fromEntries(new Headers(init?.headers)), config);
    const body = typeof init?.body === 'string' ? init.body : null;
    return new Promise((resolve, reject) => {
      const incoming = toResponse(resolve, reject, () => exchange);
      const exchange = send({ method: 'POST', url, headers, body }, incoming, { dispatcher, signal });
    });
  };
}

// The packages insist on a key and would take one from the environment, so servers without one get a stand-in first.
function withoutMissingKey(headers: Record<string, string>, config: ProviderConfig): Record<string, string> {
  if (config.apiKey !== null) return headers;
  const configured = lowerCase(config.headers ?? {});
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !keyHeaders.includes(name) || name in configured),
  );
}

function toResponse(
  resolve: (response: Response) => void,
  reject: (error: unknown) => void,
  exchange: () => Exchange,
): Incoming {
  let errorReader: ReturnType<typeof createErrorReader> | null = null;
  let body: ReadableStreamDefaultController<Uint8Array> | null = null;
  return {
    head(status: number, headers: Headers) {
      if (status < 200 || status > 299) {
        errorReader = createErrorReader({ status, headers });
        return;
      }
      const stream = new ReadableStream<Uint8Array>(
        {
          start: (controller) => void (body = controller),
          pull: () => exchange().resume(),
          cancel: () => exchange().abort(),
        },
        new ByteLengthQueuingStrategy({ highWaterMark: bufferedBytes }),
      );
      resolve(new Response(stream, { status, headers: toPairs(headers) }));
    },
    data(chunk) {
      errorReader?.data(chunk);
      body?.enqueue(chunk);
      if ((body?.desiredSize ?? 1) <= 0) exchange().pause();
    },
    end() {
      errorReader?.end();
      body?.close();
    },
    fail(error) {
      if (body === null) reject(error);
      else body.error(error);
    },
  };
}

function toPairs(headers: Headers): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((single): [string, string] => [name, single]),
  );
}
