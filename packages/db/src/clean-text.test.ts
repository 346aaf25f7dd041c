import { expect, test } from 'vitest';
import { cleanText, cleanValue } from './clean-text.ts';

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['a\0b\0', 'ab'],
  ['\ud83d', '\ufffd'],
  ['\ude00\ud83d', '\ufffd\ufffd'],
  ['x\ud83d\ude00y', 'x😀y'],
  // Halves that NUL kept apart make the character they were.
  ['\ud83d\0\ude00', '😀'],
  ['\u0001\u001f\u0085\ufffe\uffff', '\u0001\u001f\u0085\ufffe\uffff'],
  ['e\u0301 ≠ é, \u202egnitset', 'e\u0301 ≠ é, \u202egnitset'],
])('%j becomes %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test('a clean value comes back as the same object', () => {
  const value = { a: ['x', { b: 'y' }], at: new Date(), bytes: new Uint8Array([0]), n: 1n, nothing: null };
  expect(cleanValue(value)).toBe(value);
});

test('strings and keys are cleaned at every depth, and everything else is left alone', () => {
  const at = new Date();
  const value = { 'k\0': [{ deep: { text: 'a\0' } }], at, kept: ['ok'] };
  const clean = cleanValue(value) as typeof value & { k: unknown };
  expect(clean).toEqual({ k: [{ deep: { text: 'a' } }], at, kept: ['ok'] });
  expect(clean.at).toBe(at);
  expect(clean.kept).toBe(value.kept);
  expect(value['k\0'][0]?.deep.text).toBe('a\0');
});

test('an own key named __proto__ stays a key', () => {
  const clean = cleanValue(JSON.parse('{"__proto__": {"x": "a\\u0000"}}')) as object;
  expect(Object.getPrototypeOf(clean)).toBe(Object.prototype);
  expect(JSON.stringify(clean)).toBe('{"__proto__":{"x":"a"}}');
});
