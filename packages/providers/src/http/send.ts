import type { Dispatcher } from 'undici';
import { failure } from '../errors.ts';
import { createBounds } from './bounds.ts';

export interface Outgoing {
  method: 'GET' | 'POST';
  url: URL;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Takes a response apart as it comes. After `end` or `fail` nothing is called again. */
export interface Incoming {
  head(status: number, headers: Headers): void;
  /** May throw; the exchange then fails with what was thrown. */
  data(chunk: Buffer): void;
  end(): void;
  fail(error: unknown): void;
}

export interface Exchange {
  pause(): void;
  resume(): void;
  /** Closes the connection, without a further call to the reader. */
  abort(): void;
}

export interface Carrier {
  dispatcher: Dispatcher;
  signal: AbortSignal;
}

/**
 * One HTTP exchange, straight on undici's dispatch: chunks reach the reader without a stream between them, and an abort
 * is felt at once, even while a connection is still being made. Redirects are not followed. When `signal` aborts, the
 * reader fails with its reason.
 */
export function send(outgoing: Outgoing, incoming: Incoming, { dispatcher, signal }: Carrier): Exchange {
  const running = new RunningExchange(incoming, signal);
  if (!signal.aborted) dispatcher.dispatch(toDispatch(outgoing), running);
  return running;
}

class RunningExchange implements Exchange, Dispatcher.DispatchHandler {
  #incoming: Incoming;
  #signal: AbortSignal;
  #controller: Dispatcher.DispatchController | null = null;
  #checkBounds = createBounds();
  #over = false;
  #onAbort = () => this.#fail(this.#signal.reason);

  constructor(incoming: Incoming, signal: AbortSignal) {
    this.#incoming = incoming;
    this.#signal = signal;
    if (signal.aborted) queueMicrotask(this.#onAbort);
    else signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  pause(): void {
    this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  abort(): void {
    if (this.#finish()) this.#controller?.abort(new Error('aborted'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) controller.abort(new Error('aborted'));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (this.#over || status < 200) return;
    try {
      checkEncoding(status, headers);
      this.#incoming.head(status, headers);
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#over) return;
    try {
      this.#checkBounds(chunk);
      this.#incoming.data(chunk);
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseEnd(): void {
    if (!this.#finish()) return;
    try {
      this.#incoming.end();
    } catch (error) {
      this.#incoming.fail(error);
    }
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#finish()) this.#incoming.fail(error);
  }

  #fail(error: unknown): void {
    if (!this.#finish()) return;
    this.#controller?.abort(new Error('aborted'));
    this.#incoming.fail(error);
  }

  #finish(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#signal.removeEventListener('abort', this.#onAbort);
    return true;
  }
}

function toDispatch({ url, method, headers, body }: Outgoing): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    // Small chunks gain nothing from compression, and a compressed answer could be a bomb.
    headers: { ...headers, 'accept-encoding': 'identity' },
    body,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

function checkEncoding(status: number, headers: Headers): void {
  const encoding = headers['content-encoding'];
  if (status < 300 && encoding !== undefined && encoding !== 'identity') {
    throw failure('malformed', { detail: `content-encoding ${String(encoding)}` });
  }
}
