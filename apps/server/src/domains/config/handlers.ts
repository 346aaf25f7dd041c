import { contract } from '@parley/data-provider';
import { implement } from '../../context.ts';
import { toEndpointConfig } from '../../endpoints/catalogue.ts';
import { hasAny } from '../users/index.ts';
import { agentsEndpoint, startupConfig } from './startup.ts';
import { isReachable } from './store.ts';

const ok = (res: { type(type: string): { send(body: string): unknown } }) => void res.type('text/plain').send('OK');

export const configHandlers = implement(contract.config, {
  get: async (_, { env, db }) => startupConfig(env, { isFirstRun: !(await hasAny(db)) }),

  endpoints: async ({ query }, { endpoints, modelLists }) => {
    const definitions = endpoints.all();
    if (query.format !== 'list') {
      const entries = definitions.map(
        (definition, order) => [definition.name, toEndpointConfig(definition, order)] as const,
      );
      return { ...Object.fromEntries(entries), ...agentsEndpoint(definitions.length) };
    }
    const models = await modelLists.all();
    return definitions.map(({ name, isCustom }) => ({
      name,
      type: isCustom ? 'custom' : name,
      models: models[name] ?? [],
      available: true,
    }));
  },

  models: async (_, { modelLists }) => modelLists.all(),

  health: (_, __, { res }) => ok(res),
  live: (_, __, { res }) => ok(res),
  ready: async (_, { db, runs }, { res }) => {
    const isReady = !runs.isDraining() && (await isReachable(db));
    if (isReady) ok(res);
    else res.status(503).set('Retry-After', '2').type('text/plain').send('Not ready');
  },
});
