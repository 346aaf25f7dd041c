import { beforeEach, expect, it } from 'vitest';
import { markEnded, markRead, markRunning, opened, running, unread } from './activity.ts';

beforeEach(() => {
  running.set(new Set());
  unread.set([]);
  opened.set(null);
});

it('marks an answer unread when it ends out of sight', () => {
  markRunning('a');
  markEnded('a');
  expect([...running.get()]).toEqual([]);
  expect(unread.get()).toEqual(['a']);
});

it('does not when the reader is looking at it', () => {
  opened.set('a');
  markRunning('a');
  markEnded('a');
  expect(unread.get()).toEqual([]);
});

it('is read once it is opened', () => {
  markEnded('a');
  markEnded('b');
  markRead('a');
  expect(unread.get()).toEqual(['b']);
});

it('wakes nobody when nothing changed', () => {
  markRunning('a');
  const before = running.get();
  markRunning('a');
  expect(running.get()).toBe(before);
});
