import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { lastUserTurn, type Conversation } from './conversation.ts';
import { defaultScript, isTitleRequest } from './default-script.ts';
import { findDirective } from './directive.ts';
import { closeServer, listen } from './listen.ts';
import { play, sendJson } from './player.ts';
import { createRecorder, type RecordedRequest } from './record.ts';
import type { Script } from './script.ts';
import { anthropicWire } from './wire/anthropic.ts';
import { googleWire } from './wire/google.ts';
import { modelList } from './wire/models.ts';
import { ollamaWire } from './wire/ollama.ts';
import { openAIChatWire } from './wire/openai-chat.ts';
import { openAIResponsesWire } from './wire/openai-responses.ts';
import type { Wire } from './wire/port.ts';

export interface FakeProviderOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** Played when no script is queued and the message holds no directive. */
  script?: Script | ((conversation: Conversation) => Script);
  /** Milliseconds between the pieces of the built-in answer. */
  paceMs?: number;
  models?: readonly string[];
  /** `owned_by` in OpenAI-shaped model lists. */
  ownedBy?: string;
  /** When given, requests with another key get a 401. */
  apiKey?: string;
}

export interface FakeProvider {
  /** Origin, such as `http://127.0.0.1:40000`. */
  url: string;
  port: number;
  /** In order of arrival. */
  requests: readonly RecordedRequest[];
  /** Resolves with the `count`th request, counted from 1. */
  received(count: number): Promise<RecordedRequest>;
  /** The next requests for answers get these scripts, in order and before any other script. */
  enqueue(...scripts: Script[]): void;
  /** Forgets recorded requests and queued scripts. */
  reset(): void;
  close(): Promise<void>;
}

const wires: readonly Wire[] = [openAIChatWire, openAIResponsesWire, anthropicWire, googleWire, ollamaWire];
const defaultModels = ['fake-small', 'fake-large', 'fake-thinker'];

/** Starts one HTTP server that speaks the wire formats of all providers. Which one is decided by the path. */
export async function startFakeProvider(options: FakeProviderOptions = {}): Promise<FakeProvider> {
  const recorder = createRecorder();
  const queue: Script[] = [];
  const models = { models: options.models ?? defaultModels, ownedBy: options.ownedBy ?? 'fake-provider' };

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = recorder.record(incoming, response, await readText(incoming));
    const { method, path, headers, body } = exchange.request;
    const wire = wires.find((candidate) => candidate.matches(method, path));
    if (!isAllowed(exchange.request, options.apiKey)) {
      return sendJson(response, 401, (wire ?? openAIChatWire).httpError(401));
    }
    if (wire !== undefined) {
      const conversation = wire.read({ path, body });
      // Titles are asked for behind the reader's back: they must not take the script of the next answer.
      const queued = isTitleRequest(conversation) ? undefined : queue.shift();
      const script = queued ?? scriptFor(conversation, options);
      return play({ script, conversation, wire, exchange });
    }
    const list = modelList({ method, path, headers }, models);
    if (list !== null) return sendJson(response, 200, list);
    sendJson(response, 404, { error: { message: `The fake provider knows no ${method} ${path}.`, type: 'not_found' } });
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: { message: String(error), type: 'fake_provider_error' } });
    });
  });
  const { port, host } = await listen(server, options);
  return {
    url: `http://${host}:${port}`,
    port,
    requests: recorder.requests,
    received: (count) => recorder.received(count),
    enqueue: (...scripts) => void queue.push(...scripts),
    reset() {
      queue.length = 0;
      recorder.clear();
    },
    close: () => closeServer(server),
  };
}

// A title is asked for with the user's words in the prompt, so a directive among them is not meant for it.
function scriptFor(conversation: Conversation, options: FakeProviderOptions): Script {
  const directive = isTitleRequest(conversation) ? null : findDirective(lastUserTurn(conversation)?.text ?? '');
  if (directive !== null) return directive;
  const given = typeof options.script === 'function' ? options.script(conversation) : options.script;
  return given ?? defaultScript(conversation, options.paceMs ?? 0);
}

function isAllowed({ headers, query }: RecordedRequest, apiKey: string | undefined): boolean {
  if (apiKey === undefined) return true;
  const given = [
    headers['x-api-key'],
    headers['api-key'],
    headers['x-goog-api-key'],
    new URLSearchParams(query).get('key'),
  ];
  return headers.authorization === `Bearer ${apiKey}` || given.includes(apiKey);
}
