import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { anyone, can, signedIn } from './access.ts';
import {
  domain,
  type EndpointEvent,
  type EndpointInput,
  type EndpointOutput,
  get,
  type ParsedInput,
  put,
} from './endpoint.ts';

const things = domain('/api/things', {
  list: get('/', {
    access: signedIn,
    summary: 'List',
    query: z.object({ limit: z.number().default(25), tags: z.array(z.string()).optional() }),
    output: z.object({ names: z.array(z.string()) }),
  }),
  update: put('/:id', {
    access: can('PROMPTS', 'UPDATE'),
    summary: 'Update',
    params: z.object({ id: z.string() }),
    body: z.object({ size: z.string().transform(Number) }),
    status: 201,
  }),
  follow: get('/:id/events', {
    access: anyone,
    summary: 'Follow',
    params: z.object({ id: z.string() }),
    event: z.object({ n: z.number() }),
  }),
});
type Things = typeof things;

test('inputs hold what was declared, before and after parsing', () => {
  expectTypeOf<EndpointInput<Things['list']>>().toEqualTypeOf<{
    query?: { limit?: number | undefined; tags?: string[] | undefined };
  }>();
  expectTypeOf<ParsedInput<Things['list']>>().toEqualTypeOf<{
    query: { limit: number; tags?: string[] | undefined };
  }>();
  expectTypeOf<EndpointInput<Things['update']>>().branded.toEqualTypeOf<{
    params: { id: string };
    body: { size: string };
  }>();
  expectTypeOf<ParsedInput<Things['update']>>().branded.toEqualTypeOf<{
    params: { id: string };
    body: { size: number };
  }>();
});

test('outputs and events are the parsed ones', () => {
  expectTypeOf<EndpointOutput<Things['list']>>().toEqualTypeOf<{ names: string[] }>();
  expectTypeOf<EndpointOutput<Things['update']>>().toEqualTypeOf<null>();
  expectTypeOf<EndpointEvent<Things['follow']>>().toEqualTypeOf<{ n: number }>();
  expectTypeOf<EndpointEvent<Things['list']>>().toEqualTypeOf<never>();
});

test('what later types are made from stays exact', () => {
  expectTypeOf<Things['list']['access']['kind']>().toEqualTypeOf<'user'>();
  expectTypeOf<Things['update']['access']['kind']>().toEqualTypeOf<'permission'>();
  expectTypeOf<Things['list']['method']>().toEqualTypeOf<'GET'>();
  expectTypeOf<Things['update']['status']>().toEqualTypeOf<201>();
});

test('a declaration without access, summary or with a misspelled key is refused', () => {
  expectTypeOf(get('/', { access: anyone, summary: 'x' }).path).toEqualTypeOf<'/'>();
  // @ts-expect-error access is required
  get('/', { summary: 'x' });
  // @ts-expect-error summary is required
  get('/', { access: anyone });
  // @ts-expect-error paths begin with a slash
  get('things', { access: anyone, summary: 'x' });
  // @ts-expect-error no such permission
  can('PROMPTS', 'FLY');
  // @ts-expect-error no such error
  get('/', { access: anyone, summary: 'x', errors: ['not_fond'] });
});
