import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '@parley/providers';
import { createMemoryRunLog } from './log/memory.ts';
import { openRun, run } from './run.ts';
import { aRunStart } from './testing/builders.ts';
import { keepRuns } from './testing/kept-runs.ts';
import { collect, until } from './testing/reading.ts';
import { aModel, finish, text, thought } from './testing/scripted-model.ts';
import { eventsOf, finishRun, gate, startRun } from './testing/start-run.ts';

const down = new ProviderError('down', 'The provider is down.', { retryable: true });
const denied = new ProviderError('auth', 'The key is wrong.');
const failedPart = (message: string) => ({
  type: 'error',
  error: `An error occurred while processing the request: ${message}`,
});

describe('a failed call', () => {
  it('is repeated when that may help and nothing was shown', async () => {
    const model = aModel([down], [down], [text('At last'), finish]);
    const { outcome, events, folded } = await finishRun(model);
    expect(outcome).toBe('complete');
    expect(eventsOf(events, 'notice').map(({ notice }) => notice)).toEqual(['retrying', 'retrying']);
    expect(folded.content).toEqual([{ type: 'text', text: 'At last' }]);
  });

  it('is repeated twice at most', async () => {
    const model = aModel([down]);
    const { outcome, end } = await finishRun(model);
    expect(outcome).toBe('failed');
    expect(model.requests).toHaveLength(3);
    expect(end.error).toEqual({ code: 'down', message: 'The provider is down.', retryable: true });
  });

  it('is not repeated when that cannot help', async () => {
    const model = aModel([denied]);
    expect((await finishRun(model)).end.error?.code).toBe('auth');
    expect(model.requests).toHaveLength(1);
  });

  it('is not repeated once something was shown', async () => {
    for (const shown of [text('Hello'), thought('Hm')]) {
      const model = aModel([shown, down]);
      expect((await finishRun(model)).outcome).toBe('failed');
      expect(model.requests).toHaveLength(1);
    }
  });

  it('keeps what was written, says why as the last part, and marks the answer', async () => {
    const { outcome, end, settled } = await finishRun(aModel([thought('Hm'), text('Half an ans'), down]));
    expect(outcome).toBe('failed');
    expect(settled).toMatchObject({
      outcome: 'failed',
      error: { code: 'down' },
      message: {
        error: true,
        unfinished: false,
        finish_reason: 'error',
        content: [
          { type: 'think', think: 'Hm', durationMs: expect.any(Number) },
          { type: 'text', text: 'Half an ans' },
          failedPart('The provider is down.'),
        ],
      },
    });
    expect(end.responseMessage?.content).toEqual(settled?.message.content);
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'down', retryable: true } });
  });

  it('counts a stream that stops in the middle as failed', async () => {
    const { end, folded } = await finishRun(aModel([text('Half an ans')]));
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'down', retryable: true } });
    expect(folded.content?.map(({ type }) => type)).toEqual(['text', 'error']);
  });

  it('repeats a stream that stops before it said anything', async () => {
    expect((await finishRun(aModel([], [text('Hi'), finish]))).outcome).toBe('complete');
  });

  it('shows nothing of an error that nobody foresaw', async () => {
    const started = await startRun(aModel([new TypeError('secret sk-123 at http://internal')]));
    const { outcome, events } = await started.finished();
    expect(outcome).toBe('failed');
    expect(JSON.stringify(events)).not.toMatch(/sk-123|internal/);
    expect(started.problems.map(({ step }) => step)).toEqual(['generate']);
  });

  it('says that the provider refused, however the provider said it', async () => {
    const refused = new ProviderError('refused', 'Declined.');
    for (const last of [refused, { type: 'finish' as const, reason: 'content-filter' as const }]) {
      const { outcome, end, settled } = await finishRun(aModel([text('I'), last]));
      expect(outcome).toBe('failed');
      expect(end.error).toMatchObject({ code: 'refused', retryable: false });
      expect(settled?.message).toMatchObject({ error: true, finish_reason: 'content-filter' });
      expect(settled?.message.content).toEqual([{ type: 'text', text: 'I' }, failedPart(end.error?.message ?? '')]);
    }
  });
});

describe('a silent provider', () => {
  it('is given up when it says nothing at all', async () => {
    const model = aModel(['hang']);
    const { end } = await finishRun(model, { limits: { firstOutputMs: 20 } });
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'timeout' } });
    expect(model.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('is given up when it stops talking', async () => {
    const { end, folded } = await finishRun(aModel([text('Hel'), 'hang']), { limits: { idleMs: 20 } });
    expect(end.error?.code).toBe('timeout');
    expect(folded.content?.[0]).toEqual({ type: 'text', text: 'Hel' });
  });

  it('is given up when the whole takes too long, although it goes on talking', async () => {
    async function* babble() {
      for (;;) {
        yield text('bla ');
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    const { end } = await finishRun({ stream: babble }, { limits: { totalMs: 40 } });
    expect(end.error?.code).toBe('timeout');
  });

  it('is given up even when it does not heed its signal', async () => {
    expect((await finishRun(aModel([text('A'), 'deaf']), { limits: { idleMs: 20 } })).end.error?.code).toBe('timeout');
  });

  it('has no more time for its retries', async () => {
    const model = aModel([down], ['hang']);
    const { end } = await finishRun(model, { limits: { totalMs: 50 } });
    expect(end.error?.code).toBe('timeout');
    expect(model.requests).toHaveLength(2);
  });
});

describe('an abort', () => {
  it('stops the call at once and keeps what was written', async () => {
    const model = aModel([text('Half'), text(' an answer'), 'hang']);
    // The second delta is not shown yet, and kept all the same.
    const started = await startRun(model, { limits: { coalesceMs: 60_000 } });
    await started.until((seen) => eventsOf(seen, 'text-delta').length > 0);
    await started.log.requestAbort(started.runId, 'stopped');
    const { outcome, end, settled } = await started.finished();
    expect(outcome).toBe('stopped');
    expect(model.signals[0]?.aborted).toBe(true);
    expect(settled?.message).toMatchObject({
      content: [{ type: 'text', text: 'Half an answer' }],
      finish_reason: 'aborted',
      unfinished: true,
      error: false,
    });
    expect(end).toMatchObject({ outcome: 'stopped', responseMessage: { unfinished: true } });
    expect(end.error).toBeUndefined();
  });

  it('does not wait for a model that does not heed it', async () => {
    const started = await startRun(aModel([text('A'), 'deaf']));
    await started.until((seen) => eventsOf(seen, 'text-delta').length > 0);
    await started.log.requestAbort(started.runId, 'stopped');
    expect((await started.finished()).outcome).toBe('stopped');
  });

  it('hears nothing more of a model that goes on', async () => {
    const late = gate();
    const saving = gate();
    const store = keepRuns();
    let isSaving = false;
    store.before = (what) => {
      isSaving = what === 'save';
      return saving.opened;
    };
    const model = aModel([text('A'), late.opened, text('B'), finish]);
    const started = await startRun(model, { store, limits: { saveMs: 5, coalesceMs: 1 } });
    await started.until(() => isSaving);
    await started.log.requestAbort(started.runId, 'stopped');
    // The run is over but for the save that it waits for.
    late.open();
    await nextTurn();
    saving.open();
    const { folded, settled } = await started.finished();
    expect(folded.content).toEqual([{ type: 'text', text: 'A' }]);
    expect(settled?.message.content).toEqual(folded.content);
  });

  it('that comes before the run keeps the model from being asked', async () => {
    const model = aModel([text('A'), finish]);
    const aborted = await finishRun(model, { signal: AbortSignal.abort() });
    expect([aborted.outcome, model.requests.length]).toEqual(['interrupted', 0]);
    const { outcome } = await finishRun(aModel(['hang']), {
      before: (log, runId) => log.requestAbort(runId, 'stopped'),
    });
    expect(outcome).toBe('stopped');
  });

  it('ends the wait for another call', async () => {
    const model = aModel([new ProviderError('rate', 'Slow down.', { retryable: true, retryAfterMs: 3_600_000 })]);
    const started = await startRun(model, { limits: { retryAfterMaxMs: 3_600_000 } });
    await started.until((seen) => eventsOf(seen, 'notice').length > 0);
    await started.log.requestAbort(started.runId, 'stopped');
    expect((await started.finished()).outcome).toBe('stopped');
    expect(model.requests).toHaveLength(1);
  });

  it('for a deleted conversation stores nothing', async () => {
    const started = await startRun(aModel([text('A'), 'hang']));
    await started.until((seen) => eventsOf(seen, 'text-delta').length > 0);
    await started.log.requestAbort(started.runId, 'deleted');
    const { outcome, end, settled } = await started.finished();
    expect(outcome).toBe('deleted');
    expect(end).toEqual({ type: 'run-end', outcome: 'deleted', responseMessage: null, conversation: null });
    expect(settled).toBeUndefined();
    expect(started.store.saves).toEqual([]);
  });

  it('for the end of the process leaves an interrupted answer', async () => {
    const ending = new AbortController();
    const bySignal = await startRun(aModel([text('A'), 'hang']), { signal: ending.signal });
    const byLog = await startRun(aModel([text('A'), 'hang']));
    for (const { until: wait } of [bySignal, byLog]) await wait((seen) => eventsOf(seen, 'text-delta').length > 0);
    ending.abort();
    await byLog.log.requestAbort(byLog.runId, 'shutdown');
    for (const started of [bySignal, byLog]) {
      const { outcome, settled } = await started.finished();
      expect(outcome).toBe('interrupted');
      expect(settled?.message).toMatchObject({ finish_reason: 'interrupted', unfinished: true, error: false });
    }
  });

  it('after the end changes nothing', async () => {
    const storing = gate();
    const started = await startRun(aModel([text('A'), finish]));
    started.store.before = () => storing.opened;
    await started.until((seen) => eventsOf(seen, 'text-delta').length > 0);
    const { outcome } = started;
    await started.log.requestAbort(started.runId, 'stopped');
    storing.open();
    expect(await outcome).toBe('complete');
  });
});

describe('many runs at once', () => {
  it('end each with its own answer, some of them stopped', async () => {
    const log = createMemoryRunLog();
    const runIds = Array.from({ length: 200 }, (_, i) => `run-${i}`);
    const stores = new Map(runIds.map((runId) => [runId, keepRuns()]));
    const outcomes = runIds.map(async (runId, i) => {
      const { requestMessage, responseMessage, keptParts } = aRunStart({ runId });
      const seed = { requestMessage, responseMessage, keptParts };
      await openRun(log, runId, seed);
      const words = Array.from({ length: 50 }, (_, word) => text(`${i}:${word} `));
      const model = aModel([...words, i % 4 === 0 ? 'hang' : finish]);
      const request = { model: 'm', messages: [], parameters: {} };
      const done = run({ runId, seed, model, request, log, store: stores.get(runId) ?? keepRuns() });
      if (i % 4 === 0) await log.requestAbort(runId, 'stopped');
      return done;
    });
    const all = await Promise.all(outcomes);
    expect(all.filter((outcome) => outcome === 'stopped')).toHaveLength(50);
    for (const [i, runId] of runIds.entries()) {
      const { end, events } = await collect(log.read(runId, 0, new AbortController().signal));
      expect(end).toBe('ended');
      expect(
        eventsOf(
          events.map(({ event }) => event),
          'run-end',
        ),
      ).toHaveLength(1);
      const [answer] = stores.get(runId)?.settled ?? [];
      const expected = Array.from({ length: 50 }, (_, word) => `${i}:${word} `).join('');
      const [part] = answer?.message.content ?? [];
      expect(expected.startsWith(part?.type === 'text' ? part.text : '')).toBe(true);
      expect(i % 4 === 0 || (part?.type === 'text' && part.text === expected)).toBe(true);
    }
    await until(() => all.length === runIds.length);
  });
});
