import { listModels } from '@parley/providers';
import type { Logger } from 'pino';
import { type Catalogue, type EndpointDefinition, toProviderConfig } from './catalogue.ts';

/** A list is asked for again after this long; a failed one sooner. */
const freshMs = 10 * 60_000;
const retryMs = 30_000;

export interface ModelLists {
  /** Model names by endpoint. A provider that does not answer gives its fallback, never an error. */
  all(): Promise<Record<string, string[]>>;
  of(definition: EndpointDefinition): Promise<readonly string[]>;
}

export function createModelLists(catalogue: Catalogue, log: Logger): ModelLists {
  const cache = new Map<string, { names: Promise<readonly string[]>; staleAt: number }>();

  const ask = async (definition: EndpointDefinition, fallback: readonly string[]): Promise<readonly string[]> => {
    const apiKey = definition.key.from === 'server' ? definition.key.value : null;
    try {
      const names = await listModels(toProviderConfig(definition, apiKey), AbortSignal.timeout(5000));
      if (names.length > 0) return isOpenAi(definition) ? chatModels(names) : names;
    } catch (error) {
      log.warn({ endpoint: definition.name, error }, 'The provider did not list its models.');
    }
    forget(definition, retryMs);
    return fallback;
  };

  const forget = (definition: EndpointDefinition, afterMs: number) => {
    const entry = cache.get(cacheKey(definition));
    if (entry) entry.staleAt = Date.now() + afterMs;
  };

  const of = async (definition: EndpointDefinition): Promise<readonly string[]> => {
    const { models, key } = definition;
    if (models.from === 'operator') return models.names;
    // Without a key of the server's own there is nothing to ask with.
    if (key.from === 'user') return models.fallback;
    const known = cache.get(cacheKey(definition));
    if (known && known.staleAt > Date.now()) return known.names;
    const names = ask(definition, models.fallback);
    cache.set(cacheKey(definition), { names, staleAt: Date.now() + freshMs });
    return names;
  };

  return {
    of,
    all: async () => {
      const lists = catalogue.all().map(async (definition) => [definition.name, [...(await of(definition))]]);
      return Object.fromEntries(await Promise.all(lists)) as Record<string, string[]>;
    },
  };
}

const cacheKey = ({ name, baseURL }: EndpointDefinition) => `${name} ${baseURL}`;
const isOpenAi = ({ baseURL }: EndpointDefinition) => URL.parse(baseURL)?.hostname === 'api.openai.com';

/** OpenAI lists everything it sells; only these can chat. */
function chatModels(names: readonly string[]): string[] {
  const canChat = names.filter(
    (name) => /^(gpt-|o\d|chatgpt-)/.test(name) && !/audio|realtime|transcribe|tts|image/.test(name),
  );
  const isInstruct = (name: string) => name.includes('instruct');
  return [...canChat.filter((name) => !isInstruct(name)), ...canChat.filter(isInstruct)];
}
