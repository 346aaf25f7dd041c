import { expect, it } from 'vitest';
import { newId } from './new-id.ts';

it('is a version 7 UUID', () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('sorts by time', () => {
  const ids = [1_700_000_000_000, 1_700_000_000_001, 1_900_000_000_000].map((time) => newId(time));
  expect(ids.toSorted()).toEqual(ids);
});

it('does not repeat within one moment', () => {
  expect(new Set(Array.from({ length: 500 }, () => newId(1))).size).toBe(500);
});
