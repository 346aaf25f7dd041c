import { z } from 'zod';
import { sharedAgent } from './http/agent.ts';
import { getJson } from './http/get-json.ts';

export interface LocalServer {
  name: 'Ollama' | 'LM Studio' | 'llama.cpp';
  /** Of its OpenAI-compatible API, for a provider of the kind `openai-chat` without a key. */
  baseURL: string;
  models: string[];
}

export interface LocalPorts {
  ollama: number;
  lmStudio: number;
  llamaCpp: number;
}

const usualPorts: LocalPorts = { ollama: 11434, lmStudio: 1234, llamaCpp: 8080 };
const limitMs = 500;

const ollamaTags = z
  .object({ models: z.array(z.object({ name: z.string(), digest: z.string() })) })
  .transform(({ models }) => models.map(({ name }) => name));

const modelList = z.object({
  object: z.literal('list'),
  data: z.array(z.object({ id: z.string(), object: z.literal('model') })),
});
const openAIModels = modelList.transform(({ data }) => data.map(({ id }) => id));

// Much else listens on port 8080, and other servers have the same list.
const llamaCppModels = z
  .object({ data: z.array(z.object({ id: z.string(), owned_by: z.literal('llamacpp') })) })
  .transform(({ data }) => data.map(({ id }) => id));

/** The model servers on this computer, at their usual ports. Asks all at once and takes half a second at most. */
export async function findLocalServers({ ports = {} }: { ports?: Partial<LocalPorts> } = {}): Promise<LocalServer[]> {
  const at = { ...usualPorts, ...ports };
  const found = await Promise.all([
    probe({ name: 'Ollama', port: at.ollama, path: '/api/tags', schema: ollamaTags }),
    probe({ name: 'LM Studio', port: at.lmStudio, path: '/v1/models', schema: openAIModels }),
    probe({ name: 'llama.cpp', port: at.llamaCpp, path: '/v1/models', schema: llamaCppModels }),
  ]);
  return found.filter((server) => server !== null);
}

interface Probe {
  name: LocalServer['name'];
  port: number;
  path: string;
  schema: z.ZodType<string[]>;
}

/** An open port is not enough: the answer must have the shape of that server's API. */
async function probe({ name, port, path, schema }: Probe): Promise<LocalServer | null> {
  const origin = `http://127.0.0.1:${port}`;
  const carrier = { dispatcher: sharedAgent(), signal: AbortSignal.timeout(limitMs) };
  const answer = await getJson({ url: new URL(path, origin), headers: {} }, carrier).catch(() => null);
  const models = schema.safeParse(answer);
  return models.success ? { name, baseURL: `${origin}/v1`, models: models.data } : null;
}
