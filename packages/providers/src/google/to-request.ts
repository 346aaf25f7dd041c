import type { ModelParameters } from '@parley/data-provider';
import { defined, given } from '../parameters.ts';
import type { ModelRequest } from '../port.ts';
import type { Settings } from '../sdk/dialect.ts';

const webSearch = { type: 'provider', id: 'google.google_search', name: 'google_search', args: {} } as const;

export function toSettings({ model, parameters }: ModelRequest): Settings {
  const searches = given(parameters.web_search) === true;
  return {
    ...defined({
      maxOutputTokens: given(parameters.maxOutputTokens),
      temperature: given(parameters.temperature),
      topP: given(parameters.topP),
      topK: given(parameters.topK),
      tools: searches ? [webSearch] : undefined,
    }),
    providerOptions: { google: defined({ thinkingConfig: toThinking(model, parameters) }) },
  };
}

/** Thoughts are shown unless they are switched off. Models before 2.5 refuse the setting, those since 3 take a level. */
function toThinking(model: string, { thinking, thinkingBudget, thinkingLevel }: ModelParameters) {
  const version = Number(/gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1] ?? 0);
  if (version < 2.5 || model.includes('image')) return undefined;
  if (thinking === false) return canStopThinking(model, version) ? { thinkingBudget: 0 } : { includeThoughts: false };
  if (version >= 3) return { includeThoughts: true, ...defined({ thinkingLevel: given(thinkingLevel) }) };
  return { includeThoughts: true, ...defined({ thinkingBudget: given(thinkingBudget) }) };
}

const canStopThinking = (model: string, version: number) => version < 3 && !model.includes('pro');
