import type { Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { createBlockLexer } from './blocks.ts';

const answer = `# Title

A paragraph with **bold** and \`code\`.

- one
- two
  - nested

\`\`\`ts
const a = 1;

const b = 2;
\`\`\`

| a | b |
| - | - |
| 1 | 2 |

1. first
2. second

$$
x^2
$$

The end, for $5 and $10.
`;

const kinds = (text: string, isStreaming = false) =>
  createBlockLexer()
    .update(text, isStreaming)
    .map(({ token }) => token.type);

describe('a whole text', () => {
  it('is cut into its top-level blocks', () => {
    expect(kinds(answer)).toEqual(['heading', 'paragraph', 'list', 'code', 'table', 'list', 'block-math', 'paragraph']);
  });

  it('keeps tags as text', () => {
    expect(kinds('<script>alert(1)</script>\n\n<div>x</div>')).toEqual(['paragraph', 'paragraph']);
  });
});

describe('a growing text', () => {
  it('ends as the whole text would', () => {
    const lexer = createBlockLexer();
    for (let end = 1; end <= answer.length; end += 3) lexer.update(answer.slice(0, end), true);
    const grown = lexer.update(answer, false).map(({ token }) => token);
    const whole = createBlockLexer()
      .update(answer, false)
      .map(({ token }) => token);
    expect(grown.map(({ raw }) => raw.trim())).toEqual(whole.map(({ raw }) => raw.trim()));
  });

  it('keeps finished blocks as the same objects', () => {
    const lexer = createBlockLexer();
    const before = lexer.update('First.\n\nSecond.\n\nThi', true);
    const after = lexer.update('First.\n\nSecond.\n\nThird is longer', true);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).not.toBe(before[2]);
  });

  it('never loses a block that was there', () => {
    const lexer = createBlockLexer();
    let shown = 0;
    for (let end = 1; end <= answer.length; end++) {
      const { length } = lexer.update(answer.slice(0, end), true);
      expect(length).toBeGreaterThanOrEqual(shown);
      shown = length;
    }
  });

  it('never changes what a finished block is', () => {
    const lexer = createBlockLexer();
    const seen = new Map<number, string>();
    for (let end = 1; end <= answer.length; end++) {
      for (const { id, isDone, token } of lexer.update(answer.slice(0, end), true)) {
        if (!isDone) continue;
        expect(token.type).toBe(seen.get(id) ?? token.type);
        seen.set(id, token.type);
      }
    }
  });

  it('starts over when the text was replaced', () => {
    const lexer = createBlockLexer();
    lexer.update('One.\n\nTwo.\n\nThree', true);
    const blocks = lexer.update('Other.\n\nText.', true);
    expect(blocks.map(({ token }) => token.raw.trim())).toEqual(['Other.', 'Text.']);
  });

  it('cuts a long list between its items and counts on', () => {
    const lexer = createBlockLexer();
    let text = '';
    for (let i = 1; i <= 200; i++) {
      text += `${i}. Item number ${i} with some words\n`;
      lexer.update(text, true);
    }
    const lists = lexer.update(text, true).map(({ token, carriesOn }) => {
      const { start, items } = token as Tokens.List; // nothing else was written
      return { start, items: items.length, carriesOn };
    });
    expect(lists.length).toBeGreaterThan(2);
    expect(lists.map(({ items }) => items).reduce((sum, items) => sum + items, 0)).toBe(200);
    expect(lists.slice(1).every(({ carriesOn }) => carriesOn)).toBe(true);
    let next = 1;
    for (const { start, items } of lists) {
      expect(start).toBe(next);
      next += items;
    }
  });

  it('shows an open fence as code from its first line', () => {
    expect(kinds('Look:\n\n```ts\ncons', true)).toEqual(['paragraph', 'code']);
  });
});
