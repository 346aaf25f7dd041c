import { EventQueue, type QueueSource } from '../event-queue.ts';
import { errorFromThrown } from '../errors.ts';
import type { Transport } from '../http/agent.ts';
import { createErrorReader } from '../http/error-body.ts';
import { toHeaders } from '../http/headers.ts';
import { send, type Headers } from '../http/send.ts';
import { operationURL } from '../http/url.ts';
import type { ChatModel, ModelEvent, ModelRequest, ProviderConfig } from '../port.ts';
import type { AnswerSink } from './answer.ts';
import { createStreamReader, createWholeReader, type AnswerReader } from './from-stream.ts';
import { toRequest } from './to-request.ts';

/** How long a provider may take to close a stream it has ended, before its connection is given up. */
const closingMs = 1000;

/**
 * Chat completions, as OpenAI and everything compatible with it speaks. The fast path: one parse of each chunk, no
 * stream, schema or generator between the socket and the reader.
 */
export function createOpenAIChat(config: ProviderConfig, transport: Transport): ChatModel {
  return {
    stream: (request, signal) =>
      new EventQueue<ModelEvent>((queue) => open({ config, transport, request, signal, queue })),
  };
}

interface Call {
  config: ProviderConfig;
  transport: Transport;
  request: ModelRequest;
  signal: AbortSignal;
  queue: EventQueue<ModelEvent>;
}

function open({ config, transport, request, signal, queue }: Call): QueueSource {
  let reader: AnswerReader | null = null;
  let complete = false;
  const sink: AnswerSink = {
    push(event) {
      if (!queue.push(event)) exchange.pause();
    },
    done(last) {
      // First of all: a reader that leaves with the last event has not given up.
      complete = true;
      queue.push(last);
      queue.end();
      // The rest is read so that the connection can serve again, but nobody waits for it.
      setTimeout(() => exchange.abort(), closingMs).unref();
    },
  };
  const outgoing = {
    method: 'POST',
    url: operationURL(config.baseURL, '/chat/completions'),
    headers: toHeaders(config, { authorization: `Bearer ${config.apiKey}` }),
    body: JSON.stringify(toRequest(request)),
  } as const;
  const incoming = {
    head(status: number, headers: Headers) {
      if (status < 200 || status > 299) reader = createErrorReader({ status, headers });
      else reader = isJson(headers) ? createWholeReader(sink) : createStreamReader(sink);
    },
    data: (chunk: Buffer) => reader?.data(chunk),
    end: () => reader?.end(),
    fail(error: unknown) {
      queue.fail(signal.aborted && error === signal.reason ? error : errorFromThrown(error));
    },
  };
  const exchange = send(outgoing, incoming, { dispatcher: transport.dispatcher, signal });
  return {
    resume: () => exchange.resume(),
    stop() {
      if (!complete) exchange.abort();
    },
  };
}

const isJson = (headers: Headers) => /^application\/json\b/i.test(String(headers['content-type'] ?? ''));
