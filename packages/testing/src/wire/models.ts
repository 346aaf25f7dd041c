import type { IncomingHttpHeaders } from 'node:http';

interface ListRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

export interface ModelList {
  models: readonly string[];
  /** What OpenAI-shaped lists say in `owned_by`; llama.cpp is recognised by `llamacpp`. */
  ownedBy: string;
}

/** The answer to a request for the list of models, or null when it is none. */
export function modelList(request: ListRequest, list: ModelList): unknown {
  if (request.method !== 'GET') return null;
  if (request.path === '/api/tags') return ollamaTags(list);
  if (request.path === '/api/version') return { version: '0.0.0-fake' };
  if (!request.path.endsWith('/models')) return null;
  if (request.path.startsWith('/v1beta/')) return geminiModels(list);
  // OpenAI and Anthropic share the path; Anthropic's callers always name the version.
  return 'anthropic-version' in request.headers ? anthropicModels(list) : openAIModels(list);
}

const openAIModels = ({ models, ownedBy }: ModelList) => ({
  object: 'list',
  data: models.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: ownedBy })),
});

const anthropicModels = ({ models }: ModelList) => ({
  data: models.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
  has_more: false,
  first_id: models[0] ?? null,
  last_id: models.at(-1) ?? null,
});

const geminiModels = ({ models }: ModelList) => ({
  models: [
    ...models.map((id) => geminiModel(id, ['generateContent', 'countTokens'])),
    geminiModel('embedding-fake', ['embedContent']),
  ],
});

const geminiModel = (id: string, methods: readonly string[]) => ({
  name: `models/${id}`,
  displayName: id,
  supportedGenerationMethods: methods,
});

const ollamaTags = ({ models }: ModelList) => ({
  models: models.map((name) => ({
    name,
    model: name,
    modified_at: '2026-01-01T00:00:00Z',
    size: 1,
    digest: 'fake',
    details: { format: 'gguf', family: 'fake', parameter_size: '1B', quantization_level: 'Q4_0' },
  })),
});
