import { beforeEach, expect, it } from 'vitest';
import { dequeue, enqueue, moveUp, queueOf, queues } from './queue.ts';

beforeEach(() => queues.set(new Map()));
const texts = () => queueOf('c').map(({ text }) => text);
const idOf = (text: string) => queueOf('c').find((message) => message.text === text)?.id ?? '';

it('keeps the order in which messages were written', () => {
  for (const text of ['one', 'two', 'three']) enqueue('c', { text, files: [] });
  expect(texts()).toEqual(['one', 'two', 'three']);
  expect(queueOf('other')).toEqual([]);
});

it('lets a message go first, or go', () => {
  for (const text of ['one', 'two', 'three']) enqueue('c', { text, files: [] });
  moveUp('c', idOf('three'));
  expect(texts()).toEqual(['one', 'three', 'two']);
  moveUp('c', idOf('one'));
  expect(texts()).toEqual(['one', 'three', 'two']);
  dequeue('c', idOf('three'));
  expect(texts()).toEqual(['one', 'two']);
});
