import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

function open() {
  const calls: string[] = [];
  const queue = new EventQueue<{ n: number }>(() => {
    calls.push('open');
    return { resume: () => void calls.push('resume'), stop: () => void calls.push('stop') };
  });
  return { queue, calls };
}

describe('a queue of events', () => {
  it('opens its source at the first read', async () => {
    const { queue, calls } = open();
    expect(calls).toEqual([]);
    const first = queue.next();
    expect(calls).toEqual(['open']);
    queue.push({ n: 1 });
    expect(await first).toEqual({ done: false, value: { n: 1 } });
  });

  it('delivers what was pushed before a failure, then throws once', async () => {
    const { queue } = open();
    const first = queue.next();
    for (const n of [1, 2, 3]) queue.push({ n });
    queue.fail(new Error('cut'));
    const seen = [(await first).value];
    await expect(
      (async () => {
        for await (const event of queue) seen.push(event);
      })(),
    ).rejects.toThrow('cut');
    expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  it('throws to a reader who is waiting', async () => {
    const { queue } = open();
    const waiting = queue.next();
    queue.fail(new Error('cut'));
    await expect(waiting).rejects.toThrow('cut');
  });

  it('throws what opening threw', async () => {
    const queue = new EventQueue(() => {
      throw new Error('no such address');
    });
    await expect(queue.next()).rejects.toThrow('no such address');
  });

  it('tells its source to pause, and to go on once everything was read', async () => {
    const { queue, calls } = open();
    const first = queue.next();
    queue.push({ n: 0 });
    await first;
    let pushed = 0;
    while (queue.push({ n: pushed })) pushed += 1;
    expect(pushed).toBe(255);
    for (let i = 0; i <= pushed; i += 1) await queue.next();
    expect(calls).toEqual(['open', 'resume']);
  });

  it('stops its source when the reader leaves, and ends a read that still waits', async () => {
    const { queue, calls } = open();
    const waiting = queue.next();
    await queue.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(calls).toEqual(['open', 'stop']);
    expect(queue.push({ n: 1 })).toBe(true);
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  it('delivers each event at once to a listener, until the end', async () => {
    const { queue, calls } = open();
    const seen: number[] = [];
    const over = queue.deliver(({ n }) => seen.push(n) > 0);
    expect(calls).toEqual(['open']);
    for (const n of [1, 2]) expect(queue.push({ n })).toBe(true);
    expect(seen).toEqual([1, 2]);
    queue.end();
    queue.push({ n: 3 });
    await over;
    expect(seen).toEqual([1, 2]);
    expect(calls).toEqual(['open']);
  });

  it('stops its source when the listener wants no more', async () => {
    const { queue, calls } = open();
    const seen: number[] = [];
    const over = queue.deliver(({ n }) => seen.push(n) < 2);
    for (const n of [1, 2, 3]) queue.push({ n });
    await over;
    expect(seen).toEqual([1, 2]);
    expect(calls).toEqual(['open', 'stop']);
  });

  it('tells a listener of a failure, also of its own', async () => {
    const failing = open();
    const failed = failing.queue.deliver(() => true);
    failing.queue.fail(new Error('cut'));
    await expect(failed).rejects.toThrow('cut');
    const throwing = open();
    const thrown = throwing.queue.deliver(() => {
      throw new Error('own');
    });
    expect(throwing.queue.push({ n: 1 })).toBe(true);
    await expect(thrown).rejects.toThrow('own');
    expect(throwing.calls).toEqual(['open', 'stop']);
  });

  it('never opens when the reader leaves before the first read', async () => {
    const { queue, calls } = open();
    await queue.return();
    expect(await queue.next()).toEqual({ done: true, value: undefined });
    expect(calls).toEqual([]);
  });
});
