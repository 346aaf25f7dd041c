import type { Schema } from '@parley/data-provider/core';

/**
 * The only file that looks inside a zod schema. `_zod.def` is what zod's own tools walk, but it is not promised to
 * stay, so whatever needs it asks here.
 */

type Coerce = (value: unknown) => unknown;

interface Def {
  type: string;
  shape?: Record<string, unknown>;
  element?: unknown;
  innerType?: unknown;
  in?: unknown;
  getter?: () => unknown;
  values?: readonly unknown[];
}

const defOf = (schema: unknown): Def | null =>
  typeof schema === 'object' && schema !== null && '_zod' in schema
    ? // Everything with `_zod` carries its definition there.
      (schema as { _zod: { def: Def } })._zod.def
    : null;

/** The keys of an object schema, or null for every other kind. */
export function objectShape(schema: Schema): Readonly<Record<string, unknown>> | null {
  return defOf(schema)?.shape ?? null;
}

/**
 * Turns what a URL can say (strings) into what a schema asks for, without touching the schema: tRPC gets the same
 * schema and must keep refusing `"7"` where it wants a number. What does not fit is left for the schema to refuse.
 */
export function urlCoercion(schema: unknown): Coerce {
  const def = defOf(schema);
  switch (def?.type) {
    case 'number':
    case 'int':
      return toNumber;
    case 'boolean':
      return toBoolean;
    case 'literal':
      return toLiteral(def.values ?? []);
    case 'array':
      return toArray(urlCoercion(def.element));
    case 'pipe':
      return urlCoercion(def.in);
    case 'lazy':
      return urlCoercion(def.getter?.());
    default:
      return def?.innerType === undefined ? same : urlCoercion(def.innerType);
  }
}

const same: Coerce = (value) => value;

const toNumber: Coerce = (value) => {
  if (typeof value !== 'string' || value.trim() === '') return value;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : value;
};

/** Documented rule of the API: only "true", in any case, is true; `1` and `yes` are not. */
const toBoolean: Coerce = (value) => (typeof value === 'string' ? value.trim().toLowerCase() === 'true' : value);

const toLiteral = (values: readonly unknown[]): Coerce => {
  const known = new Map(values.map((value) => [String(value), value]));
  return (value) => (typeof value === 'string' && known.has(value) ? known.get(value) : value);
};

const toArray =
  (item: Coerce): Coerce =>
  (value) =>
    (Array.isArray(value) ? value : [value]).map(item);
