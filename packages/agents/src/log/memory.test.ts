import { describe, expect, it } from 'vitest';
import { aDelta, aRunEnd, aRunStart } from '../testing/builders.ts';
import { collect } from '../testing/reading.ts';
import { createMemoryRunLog } from './memory.ts';
import { runLogSuite } from './port.suite.ts';

runLogSuite('memory', {
  create(bounds) {
    const log = createMemoryRunLog(bounds);
    return { writer: log, reader: log };
  },
  propertyRuns: 200,
});

describe('memory run log, limits', () => {
  const { signal } = new AbortController();

  it('forgets the oldest ended runs beyond their number', async () => {
    const log = createMemoryRunLog({ maxEnded: 2 });
    await log.append('running', [aRunStart()]);
    for (const runId of ['a', 'b', 'c']) await log.append(runId, [aRunStart(), aRunEnd()]);
    expect((await collect(log.read('a', 0, signal))).end).toBe('gone');
    expect((await collect(log.read('b', 0, signal))).end).toBe('ended');
    expect((await collect(log.read('c', 0, signal))).end).toBe('ended');
    await log.append('running', [aRunEnd()]);
    expect((await collect(log.read('running', 0, signal))).events).toHaveLength(2);
  });

  it('forgets the oldest ended runs beyond their size, but never the newest', async () => {
    const log = createMemoryRunLog({ maxEndedBytes: 10_000 });
    for (const runId of ['a', 'b', 'huge']) {
      await log.append(runId, [aRunStart(), aDelta('x'.repeat(runId === 'huge' ? 20_000 : 4_000)), aRunEnd()]);
    }
    expect((await collect(log.read('a', 0, signal))).end).toBe('gone');
    expect((await collect(log.read('b', 0, signal))).end).toBe('gone');
    expect((await collect(log.read('huge', 0, signal))).end).toBe('ended');
  });

  it('lets a reader finish an ended run that is forgotten meanwhile', async () => {
    const log = createMemoryRunLog({ maxEnded: 1 });
    await log.append('a', [aRunStart(), ...Array.from({ length: 800 }, () => aDelta('x')), aRunEnd()]);
    const reading = log.read('a', 0, signal);
    await reading.next();
    await log.append('b', [aRunStart(), aRunEnd()]);
    expect((await collect(reading)).end).toBe('ended');
  });
});
