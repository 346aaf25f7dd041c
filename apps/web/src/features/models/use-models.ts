import type { EndpointConfig } from '@parley/data-provider';
import { useMemo } from 'react';
import { trpc } from '../../shared/api/trpc.ts';

export interface ModelOption {
  /** Endpoint and model, joined. */
  id: string;
  endpoint: string;
  model: string;
}

export interface EndpointModels {
  endpoint: string;
  label: string;
  /** Each reader brings a key for it. */
  needsOwnKey: boolean;
  isDemo: boolean;
  models: readonly ModelOption[];
}

const names: Record<string, string> = {
  openAI: 'OpenAI',
  azureOpenAI: 'Azure OpenAI',
  google: 'Google',
  anthropic: 'Anthropic',
  bedrock: 'AWS Bedrock',
};

/** The built-in model that stands in until a provider is connected. */
export const demoEndpoint = 'Demo';

export const labelOf = (endpoint: string): string => names[endpoint] ?? endpoint;
export const optionId = (endpoint: string, model: string): string => `${endpoint}/${model}`;

/** Endpoints in the server's order, each with its models. */
export function useModels() {
  const endpoints = trpc.config.endpoints.useQuery();
  const models = trpc.config.models.useQuery();
  const groups = useMemo(() => toGroups(endpoints.data, models.data), [endpoints.data, models.data]);
  return { groups, isPending: endpoints.isPending || models.isPending, error: endpoints.error ?? models.error };
}

type Endpoints = Record<string, EndpointConfig> | readonly unknown[] | undefined;

function toGroups(endpoints: Endpoints, models: Record<string, string[]> | undefined): EndpointModels[] {
  // An array is only sent to clients that ask for a list.
  if (!endpoints || Array.isArray(endpoints) || !models) return [];
  return Object.entries(endpoints as Record<string, EndpointConfig>)
    .toSorted(([, a], [, b]) => a.order - b.order)
    .map(([endpoint, config]) => ({
      endpoint,
      label: config.type === 'custom' ? (config.modelDisplayLabel ?? endpoint) : labelOf(endpoint),
      needsOwnKey: config.userProvide,
      isDemo: endpoint === demoEndpoint,
      models: (models[endpoint] ?? []).map((model) => ({ id: optionId(endpoint, model), endpoint, model })),
    }));
}
