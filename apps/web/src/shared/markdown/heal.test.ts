import { describe, expect, it } from 'vitest';
import { heal } from './heal.ts';

describe('emphasis', () => {
  it.each([
    ['a **bo', 'a **bo**'],
    ['a **bold*', 'a **bold**'],
    ['a **bold** b', 'a **bold** b'],
    ['a **', 'a'],
    ['a *it', 'a *it*'],
    ['a **b *c', 'a **b *c***'],
    ['a ~~gone', 'a ~~gone~~'],
    ['a __b', 'a __b__'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['snake_case_na', 'snake_case_na'],
    ['**bold ', '**bold**'],
  ])('%j becomes %j', (half, whole) => expect(heal(half)).toBe(whole));

  it('is closed only in the list item it was opened in', () => {
    expect(heal('- a **b\n- c')).toBe('- a **b\n- c');
    expect(heal('- a\n- **c')).toBe('- a\n- **c**');
  });
});

describe('code', () => {
  it.each([
    ['run `npm i', 'run `npm i`'],
    ['run `', 'run'],
    ['run ``a `b', 'run ``a `b``'],
    ['run **`npm', 'run **`npm`**'],
    ['`a*b` and *c', '`a*b` and *c*'],
  ])('%j becomes %j', (half, whole) => expect(heal(half)).toBe(whole));
});

describe('links and images', () => {
  it.each([
    ['see [the docs](https://exa', 'see [the docs]()'],
    ['see [the docs](https://example.org)', 'see [the docs](https://example.org)'],
    ['see ![a cat](https://exa', 'see'],
    ['see ![a c', 'see'],
    ['see **[the docs](https://exa', 'see **[the docs]()**'],
  ])('%j becomes %j', (half, whole) => expect(heal(half)).toBe(whole));
});

describe('money and mathematics', () => {
  it.each([
    ['costs $5 and $1', 'costs $5 and $1'],
    ['the sum $x^2 +', 'the sum'],
    ['the sum $x^2$ is', 'the sum $x^2$ is'],
    ['so \\(a + b', 'so'],
    ['so \\(a\\) is', 'so \\(a\\) is'],
  ])('%j becomes %j', (half, whole) => expect(heal(half)).toBe(whole));
});

describe('lines that may become something else', () => {
  it.each(['-', '- ', '*', '#', '##', '1', '12.', '>', '---', '===', '`', '``', '```', '|', '- ['])(
    '%j waits',
    (line) => {
      expect(heal(`text\n${line}`)).toBe('text\n');
    },
  );

  it('draws a table from its first cell on', () => {
    expect(heal('| Na')).toBe('| Na |\n| --- |');
    expect(heal('| Name | A')).toBe('| Name | A |\n| --- | --- |');
    expect(heal('Like this:\n| Name')).toBe('Like this:\n| Name |\n| --- |');
    expect(heal('| Name | Age |\n| -')).toBe('| Name | Age |\n| --- | --- |');
    expect(heal('| Name | Age |\n| --- | --- |\n| Ada | 3')).toBe('| Name | Age |\n| --- | --- |\n| Ada | 3');
  });
});

it('leaves finished text alone', () => {
  const text = 'A **bold** `code` [link](https://a.example) and $5, then *done*.';
  expect(heal(text)).toBe(text);
});

it('never makes a text longer than its closing marks', () => {
  const text = 'One **two *three `four` [five](https://six.example) ~~seven~~ $8 and $x^2$ nine***';
  for (let end = 0; end <= text.length; end++) {
    expect(heal(text.slice(0, end)).length).toBeLessThanOrEqual(end + 10);
  }
});
