import { expect, test } from 'vitest';
import { createRouteTable } from './route-table.ts';

function tableOf(...declared: [method: 'GET' | 'POST' | 'DELETE', path: string][]) {
  const table = createRouteTable<string>();
  for (const [method, path] of declared) table.add(method, path, `${method} ${path}`);
  return table;
}

const routeAt = (table: ReturnType<typeof tableOf>, method: string, path: string) => {
  const found = table.find(method, path);
  return found.kind === 'match' ? found.route : found.kind;
};

test('a literal wins over a parameter, whichever was declared first', () => {
  const table = tableOf(['GET', '/api/convos/:id'], ['GET', '/api/convos/tags'], ['GET', '/api/:group/tags']);
  expect(routeAt(table, 'GET', '/api/convos/tags')).toBe('GET /api/convos/tags');
  expect(routeAt(table, 'GET', '/api/convos/other')).toBe('GET /api/convos/:id');
  expect(routeAt(table, 'GET', '/api/other/tags')).toBe('GET /api/:group/tags');
});

test('a literal of another method does not shadow the parameter', () => {
  const table = tableOf(['POST', '/convos/update'], ['GET', '/convos/:id'], ['GET', '/convos/update/:part/x']);
  expect(routeAt(table, 'GET', '/convos/update')).toBe('GET /convos/:id');
  expect(routeAt(table, 'POST', '/convos/update')).toBe('POST /convos/update');
});

test('parameters are captured in order, also after a dead end', () => {
  const table = tableOf(['GET', '/a/:one/b/:two'], ['GET', '/a/:only']);
  expect(table.find('GET', '/a/x/b/Y%20z')).toMatchObject({ names: ['one', 'two'], captured: ['x', 'Y%20z'] });
  expect(table.find('GET', '/a/x')).toMatchObject({ names: ['only'], captured: ['x'] });
});

test('literals ignore case and a trailing slash, parameters keep their case', () => {
  const table = tableOf(['GET', '/api/Notes/:id']);
  expect(table.find('GET', '/API/notes/AbC/')).toMatchObject({ kind: 'match', captured: ['AbC'] });
});

test('an empty segment is no parameter', () => {
  const table = tableOf(['GET', '/api/:id'], ['GET', '/api']);
  expect(routeAt(table, 'GET', '/api//')).toBe('unknown');
  expect(routeAt(table, 'GET', '//api')).toBe('unknown');
  expect(routeAt(table, 'GET', '/api/')).toBe('GET /api');
});

test('another method names the methods there are', () => {
  const table = tableOf(['GET', '/a/:x'], ['POST', '/a/b'], ['DELETE', '/a/b']);
  expect(table.find('PUT', '/a/b')).toEqual({ kind: 'other-method', allowed: ['POST', 'DELETE', 'GET'] });
  expect(table.find('PUT', '/b')).toEqual({ kind: 'unknown' });
});

test('declaring a path twice, or one it cannot match, stops the start', () => {
  expect(() => tableOf(['GET', '/a/:x'], ['GET', '/A/:y'])).toThrow('declared twice');
  expect(() => tableOf(['GET', '/a/*rest'])).toThrow('word or a :parameter');
});
