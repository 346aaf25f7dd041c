import { describe, expect, it } from 'vitest';
import { keepRuns } from './testing/kept-runs.ts';
import { aModel, finish, text } from './testing/scripted-model.ts';
import { eventsOf, finishRun, gate, startRun } from './testing/start-run.ts';

const away = new Error('The database is away.');

describe('storing while the answer is written', () => {
  it('keeps what was shown, though the model says nothing more', async () => {
    const store = keepRuns();
    const started = await startRun(aModel([text('Half'), 'hang']), { store, limits: { saveMs: 1 } });
    await started.until(() => store.saves.length > 0);
    expect(store.saves[0]).toMatchObject({ message: { content: [{ type: 'text', text: 'Half' }], unfinished: true } });
    await started.log.requestAbort(started.runId, 'stopped');
    await started.finished();
    // Nothing was added, so there was nothing more to save.
    expect(store.saves).toHaveLength(1);
  });

  it('has one save at a time, and another for what came meanwhile', async () => {
    const store = keepRuns();
    const saving = gate();
    const more = gate();
    let begun = 0;
    store.before = () => {
      begun += 1;
      return saving.opened;
    };
    const model = aModel([text('A'), more.opened, text('B'), 'hang']);
    const started = await startRun(model, { store, limits: { saveMs: 1, coalesceMs: 1 } });
    await started.until(() => begun > 0);
    more.open();
    await started.until((seen) => eventsOf(seen, 'text-delta').length === 2);
    saving.open();
    await started.until(() => store.saves.length === 2);
    expect(store.saves[1]?.message.content).toEqual([{ type: 'text', text: 'AB' }]);
    expect(store.mostAtOnce).toBe(1);
    await started.log.requestAbort(started.runId, 'stopped');
    await started.finished();
  });

  it('goes on when it fails, and is made up for', async () => {
    const store = keepRuns();
    let failures = 0;
    store.before = (what) => {
      if (what === 'settle' || failures === 3) return;
      failures += 1;
      throw away;
    };
    const started = await startRun(aModel([text('A'), text('B'), 'hang']), { store, limits: { saveMs: 1 } });
    await started.until(() => store.saves.length > 0 && eventsOf(started.seen, 'text-delta').length === 2);
    expect(started.problems).toEqual([1, 2, 3].map(() => ({ step: 'save', error: away })));
    await started.until(() => JSON.stringify(store.saves.at(-1)).includes('AB'));
    await started.log.requestAbort(started.runId, 'stopped');
    expect((await started.finished()).outcome).toBe('stopped');
  });

  it('ends the run when the conversation is gone', async () => {
    const store = keepRuns();
    store.isGone = true;
    const model = aModel([text('A'), 'hang']);
    const { outcome, end } = await finishRun(model, { store, limits: { saveMs: 1 } });
    expect(outcome).toBe('deleted');
    expect(model.signals[0]?.aborted).toBe(true);
    expect(end).toMatchObject({ outcome: 'deleted', responseMessage: null, conversation: null });
  });

  it('is over before the final answer is stored', async () => {
    const store = keepRuns();
    const saving = gate();
    const order: string[] = [];
    store.before = async (what) => {
      order.push(`${what} begins`);
      if (what === 'save') await saving.opened;
      order.push(`${what} is done`);
    };
    const end = gate();
    const started = await startRun(aModel([text('A'), end.opened, finish]), { store, limits: { saveMs: 1 } });
    await started.until(() => order.length > 0);
    end.open();
    setTimeout(saving.open, 20);
    await started.finished();
    expect(order).toEqual(['save begins', 'save is done', 'settle begins', 'settle is done']);
  });
});

describe('storing the final answer', () => {
  it('is tried until the database is back', async () => {
    const store = keepRuns();
    let failures = 0;
    store.before = () => {
      failures += 1;
      if (failures < 3) throw away;
    };
    const started = await startRun(aModel([text('A'), finish]), { store });
    const { outcome, end } = await started.finished();
    expect(outcome).toBe('complete');
    expect(end.conversation).not.toBeNull();
    expect(started.problems).toEqual([1, 2].map(() => ({ step: 'settle', error: away })));
  });

  it('is given up after a while, and readers get what is known', async () => {
    const store = keepRuns();
    store.before = () => {
      throw away;
    };
    const { outcome, end, settled } = await finishRun(aModel([text('A'), finish]), { store, limits: { settleMs: 20 } });
    expect(outcome).toBe('complete');
    expect(settled).toBeUndefined();
    expect(end).toMatchObject({
      outcome: 'complete',
      conversation: null,
      responseMessage: { content: [{ type: 'text', text: 'A' }], finish_reason: 'stop', unfinished: false },
    });
  });

  it('is given up as well when it never comes back', async () => {
    const store = keepRuns();
    store.before = () => new Promise(() => undefined);
    const { end } = await finishRun(aModel([text('A'), finish]), { store, limits: { settleMs: 20 } });
    expect(end).toMatchObject({ outcome: 'complete', conversation: null });
  });

  it('of a conversation deleted meanwhile ends as deleted', async () => {
    const store = keepRuns();
    store.isGone = true;
    const { outcome, end } = await finishRun(aModel([text('A'), finish]), { store });
    expect(outcome).toBe('deleted');
    expect(end).toEqual({ type: 'run-end', outcome: 'deleted', responseMessage: null, conversation: null });
  });
});
