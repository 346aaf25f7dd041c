import type { Transport } from '../http/agent.ts';
import { checkedBaseURL } from '../http/url.ts';
import type { ChatModel, ProviderConfig } from '../port.ts';
import { createSdkModel } from '../sdk/provider.ts';
import type { Dialect } from '../sdk/dialect.ts';
import { isSkippable, textState } from './from-stream.ts';
import { toSettings } from './to-request.ts';

const dialect: Dialect = {
  kind: 'anthropic',
  namespace: 'anthropic',
  async createModel({ baseURL, apiKey, headers = {} }, model, fetch) {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    return createAnthropic({ baseURL: checkedBaseURL(baseURL), apiKey: apiKey ?? '', headers: { ...headers }, fetch })(
      model,
    );
  },
  toSettings,
  textState,
  isSkippable,
};

/** The Anthropic Messages API. */
export function createAnthropicModel(config: ProviderConfig, transport: Transport): ChatModel {
  return createSdkModel(dialect, config, transport);
}
