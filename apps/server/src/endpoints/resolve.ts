import type { RunError } from '@parley/data-provider';
import { type ChatModel, createModel, type ProviderKind } from '@parley/providers';
import { openKey } from '../domains/keys/index.ts';
import type { Services } from '../services.ts';
import { type EndpointDefinition, toProviderConfig } from './catalogue.ts';

export interface Resolved {
  definition: EndpointDefinition;
  model: ChatModel;
  kind: ProviderKind;
  /** Asks the same provider with the same key for a title. */
  titleModel: { model: ChatModel; name: string } | null;
}

interface Wanted {
  userId: string;
  definition: EndpointDefinition;
  modelName: string;
  useResponsesApi: boolean;
}

/** The model that answers a turn, or why there is none: said in the stream, as a failed run. */
export async function resolveModel(
  services: Pick<Services, 'db' | 'vault'>,
  wanted: Wanted,
): Promise<Resolved | RunError> {
  const { definition, modelName } = wanted;
  if (definition.models.from === 'operator' && !definition.models.names.includes(modelName)) {
    return refusal(`The model “${modelName}” is not offered here. Choose another one.`, 'bad_request', {
      type: 'illegal_model_request',
      info: `${definition.name}|${modelName}`,
    });
  }
  const apiKey = await keyFor(services, wanted);
  if (typeof apiKey === 'object' && apiKey !== null) return apiKey;

  // The Responses API is a choice of the turn, not another provider.
  const isResponses = definition.kind === 'openai-chat' && !definition.isCustom && wanted.useResponsesApi;
  const kind = isResponses ? 'openai-responses' : definition.kind;
  const model = createModel({ ...toProviderConfig(definition, apiKey), kind });
  const titleModel = definition.hasTitles ? { model, name: definition.titleModel ?? modelName } : null;
  return { definition, model, kind, titleModel };
}

async function keyFor(
  services: Pick<Services, 'db' | 'vault'>,
  { userId, definition }: Wanted,
): Promise<string | null | RunError> {
  if (definition.key.from === 'none') return null;
  if (definition.key.from === 'server') return definition.key.value;
  const key = await openKey(services, userId, definition.name);
  if (!key) {
    return refusal(`Add your ${definition.name} key first, then send the message again.`, 'no_key', {
      type: 'no_user_key',
    });
  }
  if ('expiredAt' in key) {
    return refusal(`Your ${definition.name} key has expired. Enter it again.`, 'no_key', {
      type: 'expired_user_key',
      expiredAt: key.expiredAt,
      endpoint: definition.name,
    });
  }
  return key.apiKey;
}

const refusal = (message: string, code: RunError['code'], wire: object): RunError => ({
  code,
  message,
  retryable: false,
  wire: JSON.stringify(wire),
});
