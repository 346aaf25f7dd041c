import type { Transport } from '../http/agent.ts';
import { checkedBaseURL } from '../http/url.ts';
import type { ChatModel, ProviderConfig } from '../port.ts';
import type { Dialect } from '../sdk/dialect.ts';
import { createSdkModel } from '../sdk/provider.ts';
import { isSkippable, textState } from './from-stream.ts';
import { toSettings } from './to-request.ts';

const dialect: Dialect = {
  kind: 'google',
  namespace: 'google',
  async createModel({ baseURL, apiKey, headers = {} }, model, fetch) {
    const { createGoogle } = await import('@ai-sdk/google');
    return createGoogle({ baseURL: checkedBaseURL(baseURL), apiKey: apiKey ?? '', headers: { ...headers }, fetch })(
      model,
    );
  },
  toSettings,
  textState,
  isSkippable,
};

/** The Gemini API. */
export function createGoogleModel(config: ProviderConfig, transport: Transport): ChatModel {
  return createSdkModel(dialect, config, transport);
}
