import { fail, type Schema } from '@parley/data-provider/core';
import { parse } from 'node:querystring';
import { objectShape, urlCoercion } from './introspect.ts';
import { isUnsafeKey } from './sanitize.ts';

type Record_ = Record<string, unknown>;

export const searchOf = (url: string): string => {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
};

/** Percent-decodes, or answers 400. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return fail('invalid_request', 'The URL holds an invalid percent-encoding.');
  }
}

/** Compiles the reader of a query schema. Repeated keys, `key[]` and a single value all make an array. */
export function queryReader(schema: Schema): (search: string) => Record_ {
  const coercions = coercionsOf(schema);
  return (search) => {
    if (search === '') return {};
    decode(search);
    const query: Record_ = {};
    for (const [key, value] of Object.entries(parse(search))) {
      const name = key.endsWith('[]') ? key.slice(0, -2) : key;
      if (isUnsafeKey(name)) continue;
      query[name] = coercions.get(name)?.(value) ?? value;
    }
    return query;
  };
}

/** Compiles the reader of path parameters from what the route table captured. */
export function paramsReader(schema: Schema): (names: readonly string[], captured: readonly string[]) => Record_ {
  const coercions = coercionsOf(schema);
  return (names, captured) => {
    const params: Record_ = {};
    names.forEach((name, index) => {
      const value = decode(captured[index] ?? '');
      params[name] = coercions.get(name)?.(value) ?? value;
    });
    return params;
  };
}

function coercionsOf(schema: Schema): Map<string, (value: unknown) => unknown> {
  const shape = objectShape(schema) ?? {};
  return new Map(Object.entries(shape).map(([name, field]) => [name, urlCoercion(field)]));
}
