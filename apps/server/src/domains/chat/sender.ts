import type { ModelParameters } from '@parley/data-provider';
import type { EndpointDefinition } from '../../endpoints/catalogue.ts';

/** The name an answer carries: the reader's label, else one made from the endpoint and the model. */
export function senderOf(definition: EndpointDefinition, model: string, parameters: ModelParameters): string {
  const chosen = parameters.modelLabel || parameters.chatGptLabel || definition.label;
  if (chosen) return chosen;
  if (definition.name === 'anthropic') return 'Claude';
  if (definition.name === 'google') return /gemma/i.test(model) ? 'Gemma' : 'Gemini';
  return familyOf(model) ?? (definition.isCustom ? definition.name : 'AI');
}

const families = ['Mistral', 'Deepseek', 'Kimi', 'Moonshot'] as const;

function familyOf(model: string): string | null {
  const reasoning = /^(?:.*\/)?(o\d[\w.-]*)/i.exec(model)?.[1];
  if (reasoning) return reasoning.split('-')[0] ?? reasoning;
  const family = families.find((name) => model.toLowerCase().includes(name.toLowerCase()));
  if (family) return family;
  const version = /gpt-?(\d+(?:\.\d+)?[a-z]*)/i.exec(model)?.[1];
  if (version) return `GPT-${version}`;
  return /gpt/i.test(model) ? 'GPT' : null;
}
