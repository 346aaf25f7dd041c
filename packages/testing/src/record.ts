import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** How an exchange ended: the fake said everything, the caller hung up, or the script broke the connection. */
export type ExchangeEnd = 'finished' | 'disconnected' | 'broken';

/** A request as the fake received it, and what became of it. */
export interface RecordedRequest {
  method: string;
  path: string;
  /** Raw query, without the question mark. */
  query: string;
  headers: IncomingHttpHeaders;
  /** Parsed JSON, or the text when it was none. */
  body: unknown;
  /** The caller closed the connection before the answer was complete. */
  disconnected: boolean;
  /** Milliseconds since the epoch; null while the caller stays. */
  disconnectedAt: number | null;
  ended: Promise<ExchangeEnd>;
}

/** The live end of a recorded request. */
export interface Exchange {
  request: RecordedRequest;
  response: ServerResponse;
  /** Aborts when the connection is gone, whoever closed it. */
  gone: AbortSignal;
  /** Resets the connection from this side. */
  breakOff(): void;
}

export interface Recorder {
  requests: RecordedRequest[];
  record(request: IncomingMessage, response: ServerResponse, body: string): Exchange;
  /** Resolves with the `count`th request, counted from 1 and in the order of arrival. */
  received(count: number): Promise<RecordedRequest>;
  clear(): void;
}

export function createRecorder(): Recorder {
  const requests: RecordedRequest[] = [];
  let waiting: { count: number; resolve: (request: RecordedRequest) => void }[] = [];
  return {
    requests,
    record(incoming, response, body) {
      const exchange = toExchange(incoming, response, body);
      requests.push(exchange.request);
      for (const { count, resolve } of waiting) if (count === requests.length) resolve(exchange.request);
      waiting = waiting.filter(({ count }) => count > requests.length);
      return exchange;
    },
    received(count) {
      const known = requests[count - 1];
      return known === undefined ? new Promise((resolve) => waiting.push({ count, resolve })) : Promise.resolve(known);
    },
    clear() {
      requests.length = 0;
    },
  };
}

function toExchange(incoming: IncomingMessage, response: ServerResponse, body: string): Exchange {
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2);
  const { promise: ended, resolve } = Promise.withResolvers<ExchangeEnd>();
  const gone = new AbortController();
  let broken = false;
  const request: RecordedRequest = {
    method: incoming.method ?? 'GET',
    path,
    query,
    headers: incoming.headers,
    body: parse(body),
    disconnected: false,
    disconnectedAt: null,
    ended,
  };
  response.once('close', () => {
    request.disconnected = !broken && !response.writableFinished;
    if (request.disconnected) request.disconnectedAt = Date.now();
    resolve(broken ? 'broken' : request.disconnected ? 'disconnected' : 'finished');
    gone.abort();
  });
  return {
    request,
    response,
    gone: gone.signal,
    breakOff() {
      broken = true;
      response.socket?.resetAndDestroy();
    },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
