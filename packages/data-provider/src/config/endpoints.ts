import { z } from 'zod';
import { anyone, optionalUser } from '../core/access.ts';
import { domain, get } from '../core/endpoint.ts';
import { endpointsSchema, modelsSchema, startupConfigSchema } from './schemas.ts';

/** What a client must know before anything else. */
export const config = domain('/', {
  get: get('/api/config', { access: anyone, summary: 'Settings for the page', output: startupConfigSchema }),
  endpoints: get('/api/endpoints', {
    access: optionalUser,
    summary: 'Model providers that can be used',
    query: z.object({
      /** `list` for an array instead of an object. */
      format: z.string().max(16).optional(),
    }),
    output: endpointsSchema,
  }),
  models: get('/api/models', { access: optionalUser, summary: 'Model names by provider', output: modelsSchema }),
  health: get('/health', { access: anyone, summary: 'Whether the process answers', raw: 'text' }),
  live: get('/livez', { access: anyone, summary: 'Whether the process answers', raw: 'text' }),
  ready: get('/readyz', { access: anyone, summary: 'Whether the process can do its work', raw: 'text' }),
});
