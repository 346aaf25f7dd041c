import { z } from 'zod';
import { failure } from './errors.ts';
import { sharedAgent, type Transport } from './http/agent.ts';
import { getJson } from './http/get-json.ts';
import { toHeaders } from './http/headers.ts';
import type { Carrier } from './http/send.ts';
import { operationURL } from './http/url.ts';
import { demoModels } from './demo/provider.ts';
import { ProviderError, type ProviderConfig } from './port.ts';

const limitMs = 5000;

export interface ListOptions extends Partial<Transport> {
  limitMs?: number;
}

/**
 * The names of the models a provider offers for chat, in its order. Also the way to test a key.
 * @throws ProviderError, or the signal's reason when it aborted
 */
export async function listModels(
  config: ProviderConfig,
  signal: AbortSignal,
  options: ListOptions = {},
): Promise<string[]> {
  const limit = AbortSignal.timeout(options.limitMs ?? limitMs);
  const carrier = { dispatcher: options.dispatcher ?? sharedAgent(), signal: AbortSignal.any([signal, limit]) };
  try {
    return [...new Set(await list(config, carrier))];
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw limit.aborted ? failure('timeout') : error;
  }
}

function list(config: ProviderConfig, carrier: Carrier): Promise<string[]> {
  switch (config.kind) {
    case 'openai-chat':
    case 'openai-responses':
      return listOpenAI(config, carrier);
    case 'anthropic':
      return listAnthropic(config, carrier);
    case 'google':
      return listGoogle(config, carrier);
    case 'demo':
      return Promise.resolve(demoModels);
  }
}

const openAIList = z.object({ data: z.array(z.object({ id: z.string() })) });
/** Some compatible servers leave out the frame. */
const bareList = z.array(z.object({ id: z.string() })).transform((data) => ({ data }));

async function listOpenAI(config: ProviderConfig, carrier: Carrier): Promise<string[]> {
  const headers = toHeaders(config, { authorization: `Bearer ${config.apiKey}` });
  const url = operationURL(config.baseURL, '/models');
  try {
    const { data } = read(openAIList.or(bareList), await getJson({ url, headers }, carrier));
    return data.map(({ id }) => id).filter((id) => url.hostname !== 'api.openai.com' || isOpenAIChatModel(id));
  } catch (error) {
    // Early Ollama has no list at its compatible address.
    if (error instanceof ProviderError && error.status === 404)
      return listOllama(config, carrier).catch(() => {
        throw error;
      });
    throw error;
  }
}

/** OpenAI lists everything it has: models for speech, pictures and search among those for chat. */
function isOpenAIChatModel(id: string): boolean {
  return (
    /^(gpt-|chatgpt-|o\d|codex-|ft:gpt-)/.test(id) &&
    !/(audio|realtime|transcribe|tts|image|instruct|embedding|moderation|live)/.test(id)
  );
}

const ollamaTags = z.object({ models: z.array(z.object({ name: z.string() })) });

async function listOllama(config: ProviderConfig, carrier: Carrier): Promise<string[]> {
  const url = operationURL(config.baseURL.replace(/\/v1\/?$/, ''), '/api/tags');
  const { models } = read(ollamaTags, await getJson({ url, headers: {} }, carrier));
  return models.map(({ name }) => name);
}

async function listAnthropic(config: ProviderConfig, carrier: Carrier): Promise<string[]> {
  const url = operationURL(config.baseURL, '/models');
  url.searchParams.set('limit', '1000');
  const headers = toHeaders(config, { 'x-api-key': config.apiKey ?? '' });
  const { data } = read(
    openAIList,
    await getJson({ url, headers: { 'anthropic-version': '2023-06-01', ...headers } }, carrier),
  );
  return data.map(({ id }) => id);
}

const geminiList = z.object({
  models: z
    .array(z.object({ name: z.string(), supportedGenerationMethods: z.array(z.string()).default([]) }))
    .default([]),
});

async function listGoogle(config: ProviderConfig, carrier: Carrier): Promise<string[]> {
  const url = operationURL(config.baseURL, '/models');
  url.searchParams.set('pageSize', '1000');
  const headers = toHeaders(config, { 'x-goog-api-key': config.apiKey ?? '' });
  const { models } = read(geminiList, await getJson({ url, headers }, carrier));
  return models
    .filter(({ supportedGenerationMethods }) => supportedGenerationMethods.includes('generateContent'))
    .map(({ name }) => name.replace(/^models\//, ''));
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw failure('malformed', { detail: 'no list of models' });
  return parsed.data;
}
