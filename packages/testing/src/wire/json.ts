/** Reading parsed JSON of unknown shape without casts at every step. */
export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A message's text, written either as a string or as a list of parts that have one. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return list(content)
    .map((part) => text(object(part).text))
    .join('');
}

export function countParts(content: unknown, types: readonly string[]): number {
  return list(content).filter((part) => types.includes(text(object(part).type))).length;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
