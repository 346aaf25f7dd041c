import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { aDelta, aRunEnd, aRunStart } from '../testing/builders.ts';
import { collect, until } from '../testing/reading.ts';
import type { AbortReason, LoggedEvent, RunLog } from './port.ts';
import type { RunBounds } from './window.ts';

interface RunLogPair {
  /** Where the run is. */
  writer: RunLog;
  /** Where its readers are: the same log, or that of another process. */
  reader: RunLog;
}

export interface RunLogSuite {
  create: (bounds?: Partial<RunBounds>) => RunLogPair;
  /** Fewer for logs behind a network. */
  propertyRuns: number;
}

/** What every run log must do. Run against each of them. */
export function runLogSuite(name: string, { create, propertyRuns }: RunLogSuite) {
  const open: RunLogPair[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).flatMap(({ writer, reader }) => [writer.close(), reader.close()]));
  });
  function start(bounds?: Partial<RunBounds>) {
    const pair = create(bounds);
    open.push(pair);
    return { ...pair, runId: randomUUID() };
  }
  const forever = () => new AbortController().signal;
  const seqs = (events: readonly LoggedEvent[]) => events.map(({ seq }) => seq);
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

  describe(`${name} run log`, () => {
    it('numbers events from 1 and gives them back as they were', async () => {
      const { writer, reader, runId } = start();
      const events = [aRunStart(), aDelta('Grüße, 世界 👋'), aDelta('"\n\u2028'), aRunEnd()];
      await writer.append(runId, events);
      const read = await collect(reader.read(runId, 0, forever()));
      expect(read.end).toBe('ended');
      expect(read.events).toEqual(events.map((event, i) => ({ seq: i + 1, event })));
    });

    it('gives only what comes after the position asked for', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart(), aDelta('a'), aDelta('b')]);
      await writer.append(runId, [aDelta('c'), aRunEnd()]);
      expect(seqs((await collect(reader.read(runId, 2, forever()))).events)).toEqual([3, 4, 5]);
    });

    it('ends at once for who has seen the end', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart(), aRunEnd()]);
      expect(await collect(reader.read(runId, 2, forever()))).toEqual({ end: 'ended', events: [] });
    });

    it('wakes a waiting reader', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart()]);
      const reading = reader.read(runId, 1, forever());
      const first = reading.next();
      await sleep(20);
      await writer.append(runId, [aDelta('a')]);
      expect(await first).toEqual({ done: false, value: [{ seq: 2, event: aDelta('a') }] });
      const second = reading.next();
      await writer.append(runId, [aRunEnd()]);
      expect((await second).value).toEqual([{ seq: 3, event: aRunEnd() }]);
      expect(await reading.next()).toEqual({ done: true, value: 'ended' });
    });

    it('serves many readers, each at its own pace', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart()]);
      const readings = range(0, 9).map((i) =>
        collect(reader.read(runId, 0, forever()), { pause: i % 2 ? () => sleep(3) : () => nextTurn() }),
      );
      for (const i of range(1, 40)) await writer.append(runId, [aDelta(`${i}`)]);
      await writer.append(runId, [aRunEnd()]);
      for (const { end, events } of await Promise.all(readings)) {
        expect(end).toBe('ended');
        expect(seqs(events)).toEqual(range(1, 42));
      }
    });

    it('hands a long run over in portions', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart(), ...range(2, 1999).map((i) => aDelta(`${i}`)), aRunEnd()]);
      const read = await collect(reader.read(runId, 0, forever()));
      expect(seqs(read.events)).toEqual(range(1, 2000));
    });

    it('keeps the order of appends that nobody waited for', async () => {
      const { writer, reader, runId } = start();
      const appends = [writer.append(runId, [aRunStart()])];
      for (const i of range(2, 100)) appends.push(writer.append(runId, [aDelta(`${i}`)]));
      await Promise.all([...appends, writer.append(runId, [aRunEnd()])]);
      const { events } = await collect(reader.read(runId, 0, forever()));
      expect(events.slice(1, -1).map(({ event }) => event)).toEqual(range(2, 100).map((i) => aDelta(`${i}`)));
    });

    it('says that an unknown run is gone', async () => {
      const { writer, reader, runId } = start();
      expect(await collect(reader.read(runId, 0, forever()))).toEqual({ end: 'gone', events: [] });
      // A run whose beginning is missing is no use to a reader either.
      await writer.append(runId, [aRunEnd()]);
      expect((await collect(reader.read(runId, 0, forever()))).end).toBe('gone');
    });

    it('says that a position it never reached is gone', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart()]);
      expect((await collect(reader.read(runId, 7, forever()))).end).toBe('gone');
    });

    it('lets go of the oldest events beyond its bounds', async () => {
      const { writer, reader, runId } = start({ maxEvents: 20 });
      await writer.append(runId, [aRunStart()]);
      for (const i of range(2, 100)) await writer.append(runId, [aDelta(`${i}`)]);
      expect((await collect(reader.read(runId, 0, forever()))).end).toBe('gone');
      await writer.append(runId, [aRunEnd()]);
      expect(seqs((await collect(reader.read(runId, 98, forever()))).events)).toEqual([99, 100, 101]);
    });

    it('counts bytes as well as events', async () => {
      const { writer, reader, runId } = start({ maxBytes: 10_000 });
      await writer.append(runId, [aRunStart()]);
      for (const i of range(2, 10)) await writer.append(runId, [aDelta(`${i}`.repeat(4_000))]);
      expect((await collect(reader.read(runId, 0, forever()))).end).toBe('gone');
      await writer.append(runId, [aRunEnd()]);
      expect(seqs((await collect(reader.read(runId, 9, forever()))).events)).toEqual([10, 11]);
    });

    it('shows a reader that is too slow no gap', async () => {
      const { writer, reader, runId } = start({ maxEvents: 20 });
      await writer.append(runId, [aRunStart()]);
      const reading = reader.read(runId, 0, forever());
      await reading.next();
      for (const i of range(2, 100)) await writer.append(runId, [aDelta(`${i}`)]);
      await writer.append(runId, [aRunEnd()]);
      const { end, events } = await collect(reading);
      // A reader elsewhere may have been told all of it, and then misses nothing.
      expect(seqs(events)).toEqual(end === 'gone' ? range(2, events.length + 1) : range(2, 101));
    });

    it('ends reading when the reader leaves', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart()]);
      const leaving = new AbortController();
      const reading = collect(reader.read(runId, 1, leaving.signal));
      await sleep(20);
      leaving.abort();
      expect(await reading).toEqual({ end: 'aborted', events: [] });
      expect((await collect(reader.read(runId, 0, leaving.signal))).end).toBe('aborted');
    });

    it('adds nothing after the end', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart(), aRunEnd()]);
      await writer.append(runId, [aDelta('late')]);
      await writer.append(runId, [aRunEnd({ outcome: 'failed' })]);
      const { events } = await collect(reader.read(runId, 0, forever()));
      expect(events.map(({ event }) => event)).toEqual([expect.objectContaining({ type: 'run-start' }), aRunEnd()]);
    });

    it('keeps an ended run for late readers, then forgets it', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart(), aRunEnd()]);
      await writer.expire(runId, 60_000);
      expect((await collect(reader.read(runId, 0, forever()))).events).toHaveLength(2);
      await writer.expire(runId, 1);
      await until(async () => (await collect(reader.read(runId, 0, forever()))).end === 'gone');
    });

    it('sends readers of a run that is forgotten before its end away', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart()]);
      const reading = collect(reader.read(runId, 0, forever()));
      await writer.expire(runId, 20);
      expect((await reading).end).toBe('gone');
    });

    it('carries an abort to whoever runs it, once', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart()]);
      const told: AbortReason[] = [];
      writer.onAbort(runId, (reason) => told.push(reason));
      await reader.requestAbort(runId, 'stopped');
      await until(() => told.length > 0);
      await reader.requestAbort(runId, 'deleted');
      await sleep(30);
      expect(told).toEqual(['stopped']);
    });

    it('tells a listener that comes after the request', async () => {
      const { writer, reader, runId } = start();
      await reader.requestAbort(runId, 'deleted');
      const told: AbortReason[] = [];
      writer.onAbort(runId, (reason) => told.push(reason));
      await until(() => told.length > 0);
      expect(told).toEqual(['deleted']);
    });

    it('tells nobody who stopped listening, nor about another run', async () => {
      const { writer, reader, runId } = start();
      const told: string[] = [];
      writer.onAbort(runId, () => told.push('left'))();
      writer.onAbort(randomUUID(), () => told.push('other'));
      writer.onAbort(runId, () => told.push('right'));
      await reader.requestAbort(runId, 'stopped');
      await until(() => told.length > 0);
      expect(told).toEqual(['right']);
    });

    it('ends all reading when it closes', async () => {
      const { writer, reader, runId } = start();
      await writer.append(runId, [aRunStart()]);
      const reading = collect(reader.read(runId, 1, forever()));
      await sleep(20);
      await reader.close();
      expect((await reading).end).toBe('aborted');
    });

    it('shows every reader each event once and in order, however appends and readers interleave', async () => {
      const step = fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 4 }) }),
        },
        // How far back of the newest event a reader begins; none is what follows a snapshot.
        {
          weight: 2,
          arbitrary: fc.record({ do: fc.constant('attach' as const), back: fc.integer({ min: 0, max: 6 }) }),
        },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(9) }) },
        { weight: 2, arbitrary: fc.record({ do: fc.constant('yield' as const), ms: fc.nat(2) }) },
      );
      const pace = fc.constantFrom('eager' as const, 'slow' as const);
      const { writer, reader } = start();

      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.array(pace), async (steps, paces) => {
          const runId = randomUUID();
          await writer.append(runId, [aRunStart()]);
          let written = 1;
          const readers: { after: number; leave: AbortController; done: ReturnType<typeof collect> }[] = [];
          const appends: Promise<void>[] = [];
          for (const action of steps) {
            if (action.do === 'append') {
              const events = range(written + 1, written + action.count).map((i) => aDelta(`${i}`));
              written += action.count;
              appends.push(writer.append(runId, events));
            } else if (action.do === 'attach') {
              // A position is something a reader has seen, so it is written by then.
              await Promise.all(appends);
              const after = Math.max(0, written - action.back);
              const leave = new AbortController();
              const pause = paces[readers.length] === 'slow' ? () => sleep(1) : () => Promise.resolve();
              readers.push({ after, leave, done: collect(reader.read(runId, after, leave.signal), { pause }) });
            } else if (action.do === 'leave') {
              readers[action.which]?.leave.abort();
            } else {
              await (action.ms === 0 ? nextTurn() : sleep(action.ms));
            }
          }
          appends.push(writer.append(runId, [aRunEnd()]));
          await Promise.all(appends);
          for (const { after, leave, done } of readers) {
            const { end, events } = await done;
            const expected = range(after + 1, written + 1);
            expect(end).toBe(leave.signal.aborted && events.length < expected.length ? 'aborted' : 'ended');
            expect(seqs(events)).toEqual(end === 'ended' ? expected : expected.slice(0, events.length));
            const deltas = events.filter(({ seq }) => seq > 1 && seq <= written);
            expect(deltas.map(({ event }) => event)).toEqual(deltas.map(({ seq }) => aDelta(`${seq}`)));
          }
        }),
        { numRuns: propertyRuns },
      );
    });
  });
}
