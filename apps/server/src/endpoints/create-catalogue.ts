import { findLocalServers } from '@parley/providers';
import type { Logger } from 'pino';
import type { Env } from '../env.ts';
import { builtInEndpoints } from './built-in.ts';
import { arrange, type Catalogue, type EndpointDefinition } from './catalogue.ts';
import { configuredEndpoints } from './configured.ts';
import { demoEndpoint } from './demo.ts';

/** Someone who starts Ollama beside a running server should find it without a restart. */
const localSearchMs = 30_000;

export interface LiveCatalogue extends Catalogue {
  close(): void;
}

export async function createCatalogue(env: Env, log: Logger): Promise<LiveCatalogue> {
  const configured = await configuredEndpoints(env);
  for (const problem of configured.problems) log.warn(problem);
  const fixed = [...builtInEndpoints(env), ...configured.endpoints];

  let endpoints: readonly EndpointDefinition[] = withDemo(fixed, env);
  const searchLocal = async () => {
    const found = await findLocalServers();
    const local = found.map(({ name, baseURL }) => toLocalEndpoint(name, baseURL, env));
    const isNew = (definition: EndpointDefinition) => !fixed.some(({ name }) => name === definition.name);
    endpoints = withDemo([...fixed, ...local.filter(isNew)], env);
  };
  const reportFailure = (error: unknown) => log.warn({ error }, 'Looking for local model servers failed.');

  if (!env.FIND_LOCAL_MODELS) return { ...readers(() => endpoints), close: () => undefined };
  await searchLocal().catch(reportFailure);
  const timer = setInterval(() => void searchLocal().catch(reportFailure), localSearchMs).unref();
  return { ...readers(() => endpoints), close: () => clearInterval(timer) };
}

const readers = (current: () => readonly EndpointDefinition[]): Catalogue => ({
  all: current,
  find: (name) => current().find((definition) => definition.name === name) ?? null,
});

function withDemo(definitions: readonly EndpointDefinition[], env: Env): EndpointDefinition[] {
  const isShown = env.DEMO_MODEL === 'always' || (env.DEMO_MODEL === 'auto' && definitions.length === 0);
  return arrange(isShown ? [...definitions, demoEndpoint] : definitions, env.ENDPOINTS);
}

const toLocalEndpoint = (name: string, baseURL: string, env: Env): EndpointDefinition => ({
  name,
  kind: 'openai-chat',
  isCustom: true,
  baseURL,
  key: { from: 'none' },
  models: { from: 'provider', fallback: [] },
  hasTitles: env.TITLE_CONVO,
});
