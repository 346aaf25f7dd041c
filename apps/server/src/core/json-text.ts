import { cleanText } from '@parley/db';

/**
 * A value as JSON for a `jsonb` parameter of a raw statement. JSON escapes hide what PostgreSQL refuses (NUL, lone
 * surrogates) from the choke point that cleans parameters, so strings are cleaned here.
 */
export function jsonText(value: object): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? cleanText(inner) : inner));
}
