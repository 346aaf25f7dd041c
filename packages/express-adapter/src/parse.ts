import { AppError, type ErrorDetail, fail, type OutputOf, type Schema } from '@parley/data-provider/core';
import { type $ZodIssue, safeParse } from 'zod/v4/core';

const MAX_DETAILS = 20;
const MAX_FIELD = 200;

/** Parses what a caller sent. The failure names every offending field as `source.path` and repeats no value. */
export function parseInput<S extends Schema>(schema: S, value: unknown, source: string): OutputOf<S> {
  const result = safeParse(zodOf(schema), value);
  // `Schema` describes the same type by its `_zod` half.
  if (result.success) return result.data as OutputOf<S>;
  const details = result.error.issues.slice(0, MAX_DETAILS).map((issue) => toDetail(issue, source));
  const [first] = details;
  return fail('invalid_request', first && `${first.field}: ${first.message}`, { details });
}

/** Parses what a handler returned. Unknown fields are cut off; a wrong shape is our own mistake, hence a 500. */
export function parseOutput(schema: Schema, value: unknown, name: string): unknown {
  const result = safeParse(zodOf(schema), value);
  if (result.success) return result.data;
  const cause = new Error(`${name} returned what its declaration does not allow`, { cause: result.error });
  throw new AppError('internal', undefined, { cause });
}

type ZodSchema = Parameters<typeof safeParse>[0];

/** A declared schema is a zod schema; its type is narrowed in the contract to keep the compiler fast. */
const zodOf = (schema: Schema): ZodSchema => schema as ZodSchema;

function toDetail(issue: $ZodIssue, source: string): ErrorDetail {
  const field = [source, ...issue.path.map(String)].join('.').slice(0, MAX_FIELD);
  return { field, message: messageOf(issue) };
}

/** Zod quotes unknown keys; they come from the caller, and nothing of the caller's is sent back. */
const messageOf = (issue: $ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? 'Holds a key that is not known here' : issue.message;
