/** Text that a database takes: without NUL, and with U+FFFD for halves of surrogate pairs. */
export function cleanText(text: string): string {
  const kept = withoutNul(text);
  return kept.isWellFormed() ? kept : kept.toWellFormed();
}

export const withoutNul = (text: string) => (text.includes('\0') ? text.replaceAll('\0', '') : text);

/** Cleans text that comes in pieces, which may cut a character in two. */
export interface Cleaner {
  next(piece: string): string;
  /** What is left of a character whose other half never came. */
  rest(): string;
}

export function createCleaner(): Cleaner {
  let half = '';
  return {
    next(piece) {
      const text = half + withoutNul(piece);
      half = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.slice(-1) : '';
      return cleanText(half === '' ? text : text.slice(0, -1));
    },
    rest() {
      const rest = cleanText(half);
      half = '';
      return rest;
    },
  };
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
