import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { anyone } from './access.ts';
import { domain, get, post } from './endpoint.ts';
import type { RouterOf } from './router-type.ts';

const contract = {
  things: domain('/api/things', {
    list: get('/', {
      access: anyone,
      summary: 'x',
      query: z.object({ limit: z.number().optional() }),
      output: z.array(z.string()),
    }),
    all: get('/all', { access: anyone, summary: 'x', output: z.array(z.string()) }),
    get: get('/:id', {
      access: anyone,
      summary: 'x',
      params: z.object({ id: z.string() }),
      output: z.object({ id: z.string() }),
    }),
    clear: post('/clear', { access: anyone, summary: 'x' }),
    follow: get('/follow', { access: anyone, summary: 'x', event: z.object({ n: z.number() }) }),
    follow1: get('/:id/f', {
      access: anyone,
      summary: 'x',
      params: z.object({ id: z.string() }),
      event: z.object({ n: z.number() }),
    }),
    upload: post('/upload', { access: anyone, summary: 'x', raw: 'upload' }),
  }),
};
type Router = RouterOf<typeof contract>;
type Inputs = inferRouterInputs<Router>['things'];
type Outputs = inferRouterOutputs<Router>['things'];
type Kind<N extends keyof Router['things']> = Router['things'][N]['_def']['type'];

test('method and event decide the kind of procedure, raw endpoints are none', () => {
  expectTypeOf<Kind<'list'>>().toEqualTypeOf<'query'>();
  expectTypeOf<Kind<'clear'>>().toEqualTypeOf<'mutation'>();
  expectTypeOf<Kind<'follow'>>().toEqualTypeOf<'subscription'>();
  expectTypeOf<Router['things']>().not.toHaveProperty('upload');
});

test('inputs are required exactly when something in them is', () => {
  expectTypeOf<Inputs['list']>().toEqualTypeOf<{ query?: { limit?: number | undefined } } | void>();
  expectTypeOf<Inputs['all']>().toEqualTypeOf<void>();
  expectTypeOf<Inputs['get']>().toEqualTypeOf<{ params: { id: string } }>();
  expectTypeOf<undefined>().toExtend<Inputs['follow']>();
  expectTypeOf<{ lastEventId: string }>().toExtend<Inputs['follow']>();
  expectTypeOf<undefined>().not.toExtend<Inputs['follow1']>();
  expectTypeOf<{ params: { id: string }; lastEventId: string }>().toExtend<Inputs['follow1']>();
});

test('outputs are exact', () => {
  expectTypeOf<Outputs['list']>().toEqualTypeOf<string[]>();
  expectTypeOf<Outputs['get']>().toEqualTypeOf<{ id: string }>();
  expectTypeOf<Outputs['clear']>().toEqualTypeOf<null>();
  expectTypeOf<Outputs['follow']>().toEqualTypeOf<AsyncIterable<{ id: string; data: { n: number } }>>();
});
