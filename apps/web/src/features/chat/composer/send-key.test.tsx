import { expect, it } from 'vitest';
import { sendsMessage } from './send-key.ts';

const press = (given: Partial<Parameters<typeof sendsMessage>[0]> = {}) => ({
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  nativeEvent: { isComposing: false, keyCode: 13 },
  ...given,
});

it('sends with Enter and breaks the line with Shift+Enter', () => {
  expect(sendsMessage(press(), 'enter')).toBe(true);
  expect(sendsMessage(press({ shiftKey: true }), 'enter')).toBe(false);
});

it('can be swapped', () => {
  expect(sendsMessage(press(), 'mod-enter')).toBe(false);
  expect(sendsMessage(press({ ctrlKey: true }), 'mod-enter')).toBe(true);
});

it('never sends while an input method composes', () => {
  expect(sendsMessage(press({ nativeEvent: { isComposing: true, keyCode: 13 } }), 'enter')).toBe(false);
  expect(sendsMessage(press({ nativeEvent: { isComposing: false, keyCode: 229 } }), 'enter')).toBe(false);
});

it('ignores other keys', () => expect(sendsMessage(press({ key: 'a' }), 'enter')).toBe(false));
