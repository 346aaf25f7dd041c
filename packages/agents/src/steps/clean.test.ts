import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, createCleaner } from './clean.ts';

describe('cleanText', () => {
  it('removes NUL and replaces lone surrogates, and nothing else', () => {
    expect(cleanText('a\0b\uD83Dc\uDE00')).toBe('ab\uFFFDc\uFFFD');
    expect(cleanText('👋 \u0001\uFFFE e\u0301 \u202E \r\n')).toBe('👋 \u0001\uFFFE e\u0301 \u202E \r\n');
  });
});

describe('a cleaner', () => {
  it('puts a character together that came in two pieces', () => {
    const cleaner = createCleaner();
    expect([cleaner.next('hi \uD83D'), cleaner.next('\uDC4B!'), cleaner.rest()]).toEqual(['hi ', '👋!', '']);
  });

  it('gives up on a half whose other half never comes', () => {
    const cleaner = createCleaner();
    expect([cleaner.next('\uD83D'), cleaner.next('x'), cleaner.next('\uD83D'), cleaner.rest()]).toEqual([
      '',
      '\uFFFDx',
      '',
      '\uFFFD',
    ]);
  });

  it('says of any text in any pieces what cleaning the whole says', () => {
    const unit = fc.constantFrom('a', 'é', '\0', '\uD83D', '\uDC4B', '👋', ' ', '\uDBFF', '\uDC00');
    fc.assert(
      fc.property(fc.array(fc.array(unit)), (pieces) => {
        const cleaner = createCleaner();
        const said = pieces.map((piece) => cleaner.next(piece.join(''))).join('') + cleaner.rest();
        expect(said).toBe(cleanText(pieces.flat().join('')));
        expect(said.isWellFormed()).toBe(true);
      }),
    );
  });
});
