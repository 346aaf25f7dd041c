import { failure } from '../errors.ts';
import { specialSentences } from '../errors/sentences.ts';
import type { Transport } from '../http/agent.ts';
import { createFetch } from '../http/fetch.ts';
import type { ChatModel, ModelEvent, ModelRequest, ProviderConfig } from '../port.ts';
import type { Dialect } from './dialect.ts';
import { errorFromCall } from './errors.ts';
import { createPartReader } from './from-parts.ts';
import { toPrompt } from './to-prompt.ts';

/** A model behind an SDK package, called one level down so that retries, limits and events stay ours. */
export function createSdkModel(dialect: Dialect, config: ProviderConfig, transport: Transport): ChatModel {
  const fetch = createFetch(config, transport);
  return {
    async *stream(request, signal) {
      // Ours, so that the connection closes whenever the reading ends, and not only when the caller aborts.
      const call = new AbortController();
      const onAbort = () => call.abort(signal.reason);
      try {
        signal.throwIfAborted();
        signal.addEventListener('abort', onAbort, { once: true });
        yield* read(dialect, request, { config, fetch, signal: call.signal });
      } catch (error) {
        throw signal.aborted ? signal.reason : errorFromCall(error);
      } finally {
        signal.removeEventListener('abort', onAbort);
        call.abort();
      }
    },
  };
}

interface Call {
  config: ProviderConfig;
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
}

async function* read(dialect: Dialect, request: ModelRequest, call: Call): AsyncIterable<ModelEvent> {
  const model = await dialect.createModel(call.config, checkedModel(request.model), call.fetch);
  const { stream } = await model.doStream({
    prompt: toPrompt(request, dialect),
    abortSignal: call.signal,
    ...dialect.toSettings(request),
  });
  const events: ModelEvent[] = [];
  const readPart = createPartReader(dialect, (event) => void events.push(event));
  let finished = false;
  for await (const part of stream) {
    readPart(part);
    yield* events.splice(0);
    if (part.type === 'finish') finished = true;
  }
  if (!finished) throw failure('down', { detail: 'the stream ended without a finish' });
}

// Some vendors put the name into the path, where it must not lead elsewhere.
function checkedModel(model: string): string {
  if (/^[\w.:@-]+(\/[\w.:@-]+)*$/.test(model) && !/(^|\/)\.\.?(\/|$)/.test(model)) return model;
  throw failure('unsupported', { message: specialSentences.badModel });
}
