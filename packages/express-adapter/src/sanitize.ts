import { fail } from '@parley/data-provider/core';

/** Deeper JSON than this is refused, so that no walk over it can exhaust the stack. */
const MAX_DEPTH = 100;

const inherited = new Set(['__proto__', 'constructor', 'prototype']);

/** Keys that read as query operators, as paths, or reach a prototype. Clients know that the API drops them. */
export const isUnsafeKey = (key: string): boolean => key.startsWith('$') || key.includes('.') || inherited.has(key);

/** Removes unsafe keys, at any depth, from a value that nobody else holds. */
export function sanitize<T>(value: T, depth = 0): T {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) fail('invalid_request', 'The request body is nested too deeply.');
  if (Array.isArray(value)) {
    for (const item of value) sanitize(item, depth + 1);
    return value;
  }
  for (const [key, item] of Object.entries(value)) {
    if (isUnsafeKey(key)) Reflect.deleteProperty(value, key);
    else sanitize(item, depth + 1);
  }
  return value;
}
