import type { ModelParameters } from '@parley/data-provider';
import { defined, given } from '../parameters.ts';
import type { ModelRequest } from '../port.ts';
import type { Settings } from '../sdk/dialect.ts';

const defaultThinkingBudget = 2000;
/** The API refuses smaller ones. */
const minThinkingBudget = 1024;

const webSearch = {
  type: 'provider',
  id: 'anthropic.web_search_20250305',
  name: 'web_search',
  args: { maxUses: 5 },
} as const;

export function toSettings({ model, parameters }: ModelRequest): Settings {
  const searches = given(parameters.web_search) === true;
  const caches = given(parameters.promptCache) === true;
  return {
    maxOutputTokens: given(parameters.maxOutputTokens) ?? defaultOutputTokens(model),
    ...defined({
      temperature: given(parameters.temperature),
      topP: given(parameters.topP),
      topK: given(parameters.topK),
      stopSequences: given(parameters.stop),
      tools: searches ? [webSearch] : undefined,
    }),
    providerOptions: {
      anthropic: defined({
        thinking: toThinking(model, parameters),
        effort: given(parameters.effort),
        cacheControl: caches ? { type: 'ephemeral' } : undefined,
      }),
    },
  };
}

/** The API demands a limit. A high one is refused together with a long conversation, so this is not the model's own. */
function defaultOutputTokens(model: string): number {
  if (!model.includes('claude')) return 8192;
  return model.includes('claude-3') ? 4096 : 16_384;
}

// Models since 4.6 decide themselves how long to think, and only show it when asked to.
function toThinking(model: string, { thinking, thinkingBudget }: ModelParameters) {
  if (thinking === false) return { type: 'disabled' };
  if (thinking !== true) return undefined;
  if (/claude-[a-z]+-(4-[6-9]|[5-9]|\d\d)(?!\d)/.test(model)) return { type: 'adaptive', display: 'summarized' };
  return { type: 'enabled', budgetTokens: Math.max(minThinkingBudget, given(thinkingBudget) ?? defaultThinkingBudget) };
}
