import { z } from 'zod';
import { signedIn } from '../core/access.ts';
import { del, domain, get, put } from '../core/endpoint.ts';
import { isoSchema } from '../core/schemas.ts';

const nameSchema = z.string().min(1).max(128);

/** Keys for model providers that belong to one user. Write-only: nothing ever returns a key. */
export const keys = domain('/api/keys', {
  get: get('/', {
    access: signedIn,
    summary: 'When a stored provider key expires',
    query: z.object({ name: nameSchema }),
    /** `never`, a date, or null for no key. */
    output: z.object({ expiresAt: z.union([z.literal('never'), isoSchema]).nullable() }),
  }),
  update: put('/', {
    access: signedIn,
    summary: 'Store a provider key, encrypted',
    body: z.object({
      name: nameSchema,
      /** The bare key, or JSON text `{ apiKey, baseURL }`. */
      value: z.string().min(1).max(20_000),
      expiresAt: z.union([isoSchema, z.literal('')]).nullish(),
    }),
    status: 201,
  }),
  remove: del('/:name', {
    access: signedIn,
    summary: 'Forget one provider key',
    params: z.object({ name: nameSchema }),
  }),
  removeAll: del('/', {
    access: signedIn,
    summary: 'Forget every provider key of this account',
    query: z.object({ all: z.string().max(16).optional() }),
  }),
});
