import { expect, test } from 'vitest';
import { z } from 'zod';
import { anyone } from './access.ts';
import { collectEndpoints, pathParams } from './collect.ts';
import { domain, get, post } from './endpoint.ts';

const summary = 'An operation';

test('a domain joins its prefix and paths', () => {
  const { list, one, root } = domain('/api/things', {
    list: get('/', { access: anyone, summary }),
    one: get('/:id', { access: anyone, summary, params: z.object({ id: z.string() }) }),
    root: get('/a/b', { access: anyone, summary }),
  });
  expect([list.path, one.path, root.path]).toEqual(['/api/things', '/api/things/:id', '/api/things/a/b']);
  expect(domain('/', { health: get('/health', { access: anyone, summary }) }).health.path).toBe('/health');
});

test('every endpoint is listed under its name, in order of declaration', () => {
  const contract = {
    b: domain('/b', { two: get('/', { access: anyone, summary }), one: post('/', { access: anyone, summary }) }),
    a: domain('/a', { three: get('/', { access: anyone, summary }) }),
  };
  expect(collectEndpoints(contract).map(({ name, endpoint }) => `${name} ${endpoint.method} ${endpoint.path}`)).toEqual(
    ['b.two GET /b', 'b.one POST /b', 'a.three GET /a'],
  );
});

test('path parameters in order', () => {
  expect(pathParams('/a/:one/b/:two_2')).toEqual(['one', 'two_2']);
  expect(pathParams('/a')).toEqual([]);
});
