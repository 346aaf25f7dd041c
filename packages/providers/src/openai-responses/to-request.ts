import { defined, given } from '../parameters.ts';
import type { ModelRequest } from '../port.ts';
import type { Settings } from '../sdk/dialect.ts';

const webSearch = { type: 'provider', id: 'openai.web_search', name: 'web_search', args: {} } as const;

/** The package leaves out what a model does not take, and asks for encrypted reasoning where there is some. */
export function toSettings({ parameters }: ModelRequest): Settings {
  const effort = given(parameters.reasoning_effort);
  const summary = given(parameters.reasoning_summary);
  const searches = given(parameters.web_search) === true;
  return {
    ...defined({
      maxOutputTokens: given(parameters.max_tokens),
      temperature: given(parameters.temperature),
      topP: given(parameters.top_p),
      tools: searches ? [webSearch] : undefined,
    }),
    providerOptions: {
      openai: {
        store: false,
        // Only the pages an answer cites are named under it, not every page the search saw.
        includeWebSearchSources: false,
        ...defined({
          reasoningEffort: effort,
          // Longer summaries are only given to verified organisations.
          reasoningSummary: summary ?? (effort === undefined || effort === 'none' ? undefined : 'auto'),
          textVerbosity: given(parameters.verbosity),
        }),
      },
    },
  };
}
