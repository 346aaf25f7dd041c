import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from './contract.ts';
import { collectEndpoints, type Endpoint, type NamedEndpoint, pathParams, type Schema } from './core/index.ts';

/** Rules that hold for every endpoint, whoever adds one. */
const all = collectEndpoints(contract);

/** Every path of an endpoint, aliases included. */
const placesOf = ({ method, path, aliases = [] }: Endpoint) => [
  { method, path },
  ...aliases.map((alias) => ({ method, ...alias })),
];

/** What a router can tell apart: parameters by their place, not by their name. */
const shapeOf = (path: string) => path.toLowerCase().replaceAll(/:\w+/g, ':');

const keysOf = (schema: Schema | undefined): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

test('no two operations share a method and path', () => {
  const seen = new Map<string, string>();
  for (const { name, endpoint } of all) {
    for (const { method, path } of placesOf(endpoint)) {
      const key = `${method} ${shapeOf(path)}`;
      expect({ key, before: seen.get(key) }).toEqual({ key, before: undefined });
      seen.set(key, name);
    }
  }
});

test('paths with the same places name their parameters alike, as OpenAPI demands', () => {
  const names = new Map<string, string>();
  for (const { path } of all.flatMap(({ endpoint }) => placesOf(endpoint))) {
    const shape = shapeOf(path);
    expect(path.toLowerCase()).toBe(names.get(shape) ?? path.toLowerCase());
    names.set(shape, path.toLowerCase());
  }
});

describe.each(all)('$name', ({ domain, verb, endpoint }: NamedEndpoint) => {
  const { access, summary, params, query, body, output, event, raw, method, path } = endpoint;

  test('is named and described', () => {
    expect(`${domain}.${verb}`).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/);
    expect(access.kind).toBeTypeOf('string');
    expect(summary).toMatch(/^\S.{3,90}[^.\s]$/);
  });

  test('declares the parameters of its paths, and no others', () => {
    expect(keysOf(params).toSorted()).toEqual(pathParams(path).toSorted());
    for (const place of placesOf(endpoint)) {
      expect(place.path).toMatch(/^\/(?:[\w.-]+|:\w+)(?:\/(?:[\w.-]+|:\w+))*$/);
      expect(keysOf(params)).toEqual(expect.arrayContaining(pathParams(place.path)));
    }
  });

  test('asks only for what its method can carry, and answers in one way', () => {
    const isEventful = event !== undefined;
    expect({
      getWithBody: method === 'GET' && body !== undefined,
      eventsElsewhere: isEventful && (method !== 'GET' || output !== undefined || raw !== undefined),
      // A URL has named parts; anything but an object has none.
      unnamed: [params, query].filter((part) => part !== undefined && !(part instanceof z.ZodObject)),
    }).toEqual({ getWithBody: false, eventsElsewhere: false, unnamed: [] });
  });

  test('can be written as JSON Schema, which also keeps transforms out of what is sent', () => {
    const received = [params, query, body].filter((schema) => schema instanceof z.ZodType);
    const sent = [output, event].filter((schema) => schema instanceof z.ZodType);
    expect(() => received.map((schema) => z.toJSONSchema(schema, { io: 'input' }))).not.toThrow();
    expect(() => sent.map((schema) => z.toJSONSchema(schema, { io: 'output' }))).not.toThrow();
  });
});
