import type { EndpointConfig } from '@parley/data-provider';
import type { ProviderConfig, ProviderKind } from '@parley/providers';

/** A model provider this server offers, under the name the wire uses. */
export interface EndpointDefinition {
  name: string;
  kind: ProviderKind;
  isCustom: boolean;
  baseURL: string;
  headers?: Readonly<Record<string, string>>;
  /** `user`: each user brings a key. `none`: the server asks for none. */
  key: { from: 'server'; value: string } | { from: 'user' } | { from: 'none' };
  models: ModelSource;
  /** Model for titles; the chat's own model when absent. */
  titleModel?: string;
  hasTitles: boolean;
  /** Name before the answers: `Claude`, or the operator's label. */
  label?: string;
}

export type ModelSource =
  /** Written by the operator: nothing else may be used. */
  | { from: 'operator'; names: readonly string[] }
  /** Asked from the provider; `fallback` when it does not say. */
  | { from: 'provider'; fallback: readonly string[] };

/** All endpoints in the order they are shown. Changes while running: local servers come and go. */
export interface Catalogue {
  all(): readonly EndpointDefinition[];
  find(name: string): EndpointDefinition | null;
}

/** Built-in names and their place when `ENDPOINTS` does not say. */
const defaultOrder = [
  'openAI',
  'agents',
  'assistants',
  'azureAssistants',
  'azureOpenAI',
  'google',
  'anthropic',
  'bedrock',
];

/** `ENDPOINTS` filters and orders; custom ones stand where it says `custom`, else last. */
export function arrange(
  definitions: readonly EndpointDefinition[],
  wanted: readonly string[] = defaultOrder,
): EndpointDefinition[] {
  const isOffered = ({ name, isCustom }: EndpointDefinition) => isCustom || wanted.includes(name);
  return definitions.filter(isOffered).toSorted((a, b) => placeOf(a, wanted) - placeOf(b, wanted));
}

function placeOf({ name, isCustom }: EndpointDefinition, wanted: readonly string[]): number {
  const place = wanted.indexOf(isCustom ? 'custom' : name);
  return place === -1 ? 9999 : place;
}

export const toEndpointConfig = (definition: EndpointDefinition, order: number): EndpointConfig => ({
  order,
  userProvide: definition.key.from === 'user',
  ...(definition.isCustom ? { type: 'custom' } : {}),
  ...(definition.label === undefined ? {} : { modelDisplayLabel: definition.label }),
});

export const toProviderConfig = (definition: EndpointDefinition, apiKey: string | null): ProviderConfig => ({
  kind: definition.kind,
  baseURL: definition.baseURL,
  apiKey,
  ...(definition.headers ? { headers: definition.headers } : {}),
});
