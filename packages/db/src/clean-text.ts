/** Text as PostgreSQL can hold it: NUL removed, lone surrogates replaced by U+FFFD. Clean text comes back as it is. */
export function cleanText(text: string): string {
  return isClean(text) ? text : text.replaceAll('\0', '').toWellFormed();
}

function isClean(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/**
 * Cleans every string in a value, keys included, and returns the same object when there was nothing to clean. Only
 * arrays and plain objects are entered: dates, bytes and Prisma's own classes pass through.
 */
export function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.every(isCleanValue) ? value : value.map(cleanValue);
  if (!isPlainObject(value) || isCleanValue(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleanValue(item)]));
}

function isCleanValue(value: unknown): boolean {
  if (typeof value === 'string') return isClean(value);
  if (Array.isArray(value)) return value.every(isCleanValue);
  if (!isPlainObject(value)) return true;
  for (const key in value) {
    if (!isClean(key) || !isCleanValue(value[key])) return false;
  }
  return true;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
