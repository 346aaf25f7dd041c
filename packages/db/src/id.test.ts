import { expect, test } from 'vitest';
import { newId } from './id.ts';

test('an id is a UUID of version 7 and the right variant', () => {
  for (let i = 0; i < 1000; i++) {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test('ids carry their time and sort by it', () => {
  expect(newId(0x0123456789ab)).toMatch(/^01234567-89ab-7/);
  const times = [1, 255, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1];
  const ids = times.map((time) => newId(time));
  expect(ids.toSorted()).toEqual(ids);
});

test('ids of the same moment differ', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => newId(1))).size).toBe(10_000);
});
