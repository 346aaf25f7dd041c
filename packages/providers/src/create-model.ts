import { createAnthropicModel } from './anthropic/provider.ts';
import { createDemo } from './demo/provider.ts';
import { createGoogleModel } from './google/provider.ts';
import { sharedAgent, type Transport } from './http/agent.ts';
import { createOpenAIChat } from './openai-chat/provider.ts';
import { createOpenAIResponses } from './openai-responses/provider.ts';
import type { ChatModel, ProviderConfig } from './port.ts';

/**
 * The model behind a configured provider. Pass a guarded `dispatcher` for addresses that users gave; without one, calls
 * share the connections of this process.
 */
export function createModel(config: ProviderConfig, options: Partial<Transport> = {}): ChatModel {
  const transport = { dispatcher: options.dispatcher ?? sharedAgent() };
  switch (config.kind) {
    case 'openai-chat':
      return createOpenAIChat(config, transport);
    case 'openai-responses':
      return createOpenAIResponses(config, transport);
    case 'anthropic':
      return createAnthropicModel(config, transport);
    case 'google':
      return createGoogleModel(config, transport);
    case 'demo':
      return createDemo();
  }
}
