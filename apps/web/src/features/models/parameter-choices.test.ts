import { expect, it } from 'vitest';
import { en } from '../../locales/en/index.ts';
import { choicesOf } from './parameter-choices.ts';

it('reads the choices of an enumeration', () => {
  expect(choicesOf('reasoning_effort')).toContain('high');
  expect(choicesOf('reasoning_effort')[0]).toBe('');
});

it('finds none where any number or text may stand', () => {
  expect(choicesOf('temperature')).toEqual([]);
  expect(choicesOf('promptPrefix')).toEqual([]);
});

it.each(['reasoning_effort', 'effort', 'thinkingLevel'] as const)('every choice of %s has a name', (setting) => {
  const named = Object.keys(en.models.efforts);
  expect(choicesOf(setting).filter((value) => value !== '' && !named.includes(value))).toEqual([]);
});
