import type { Transport } from '../http/agent.ts';
import { checkedBaseURL } from '../http/url.ts';
import type { ChatModel, ProviderConfig } from '../port.ts';
import type { Dialect } from '../sdk/dialect.ts';
import { createSdkModel } from '../sdk/provider.ts';
import { isSkippable, textState } from './from-stream.ts';
import { toSettings } from './to-request.ts';

const dialect: Dialect = {
  kind: 'openai-responses',
  namespace: 'openai',
  async createModel({ baseURL, apiKey, headers = {} }, model, fetch) {
    const { createOpenAI } = await import('@ai-sdk/openai');
    return createOpenAI({
      baseURL: checkedBaseURL(baseURL),
      apiKey: apiKey ?? '',
      headers: { ...headers },
      fetch,
    }).responses(model);
  },
  toSettings,
  textState,
  isSkippable,
};

/** OpenAI's Responses API. Nothing is stored there: reasoning travels encrypted with the conversation. */
export function createOpenAIResponses(config: ProviderConfig, transport: Transport): ChatModel {
  return createSdkModel(dialect, config, transport);
}
