import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runEventSchema } from '@parley/data-provider';
import type { ContentPart } from '@parley/data-provider';
import type { ModelEvent, ProviderState } from '@parley/providers';
import { cleanText } from './steps/clean.ts';
import { aMessage } from './testing/builders.ts';
import { aModel, finish, text, thought } from './testing/scripted-model.ts';
import { eventsOf, finishRun, fold, gate, startRun } from './testing/start-run.ts';

const state = (value: string): ProviderState => ({ kind: 'anthropic', value: { value } });

describe('a run', () => {
  it('writes an answer, stores it, and only then ends', async () => {
    const { outcome, events, end, settled } = await finishRun(aModel([text('Hello'), text(' there.'), finish]));
    expect(outcome).toBe('complete');
    expect(settled?.message).toMatchObject({
      text: '',
      content: [{ type: 'text', text: 'Hello there.' }],
      unfinished: false,
      error: false,
      finish_reason: 'stop',
    });
    expect(end).toMatchObject({ outcome: 'complete', conversation: { conversationId: 'c1' } });
    // What was stored, as the store gave it back.
    expect(end.responseMessage).toEqual({ ...settled?.message, updatedAt: '2026-02-02T00:00:00.000Z' });
    expect(eventsOf(events, 'run-end')).toHaveLength(1);
    for (const event of events) expect(runEventSchema.parse(event)).toEqual(event);
  });

  it('does not end before the answer is stored', async () => {
    const storing = gate();
    const started = await startRun(aModel([text('Hi'), finish]));
    started.store.before = () => storing.opened;
    await started.until((seen) => eventsOf(seen, 'text-delta').length > 0);
    expect(eventsOf(started.seen, 'run-end')).toEqual([]);
    storing.open();
    expect((await started.finished()).outcome).toBe('complete');
  });

  it('opens a slot whenever the model turns from thinking to writing or back', async () => {
    const model = aModel([thought('Hm'), thought('m.'), text('A'), text('B'), thought('So'), text('C'), finish]);
    const { events, folded, settled } = await finishRun(model, { limits: { coalesceMs: 60_000 } });
    expect(folded.content).toEqual([
      { type: 'think', think: 'Hmm.', durationMs: expect.any(Number) },
      { type: 'text', text: 'AB' },
      { type: 'think', think: 'So', durationMs: expect.any(Number) },
      { type: 'text', text: 'C' },
    ]);
    expect(settled?.message.content).toEqual(folded.content);
    expect(events.map((event) => ('index' in event ? `${event.type} ${event.index}` : event.type))).toEqual([
      'run-start',
      'part-start 0',
      'reasoning-delta 0',
      'reasoning-delta 0',
      'reasoning-end 0',
      'part-start 1',
      'text-delta 1',
      'part-start 2',
      'reasoning-delta 2',
      'reasoning-end 2',
      'part-start 3',
      'text-delta 3',
      'run-end',
    ]);
  });

  it('shows the first delta at once, and merges those that follow quickly', async () => {
    const more = gate();
    const rest = Array.from({ length: 100 }, (_, i) => text(` ${i}`));
    const model = aModel([text('First'), more.opened, ...rest, finish]);
    // Nothing but the first delta and the end can let anything out.
    const started = await startRun(model, { limits: { coalesceMs: 60_000 } });
    await started.until((seen) => eventsOf(seen, 'text-delta').length > 0);
    more.open();
    const { events, folded } = await started.finished();
    expect(eventsOf(events, 'text-delta')).toHaveLength(2);
    expect(folded.content).toEqual([{ type: 'text', text: `First ${rest.map((_, i) => i).join(' ')}` }]);
  });

  it('shows merged deltas while the model goes on', async () => {
    const started = await startRun(aModel([text('a'), text('b'), text('c'), 'hang']), { limits: { coalesceMs: 5 } });
    await started.until(
      (seen) => fold(seen).content?.some((part) => part.type === 'text' && part.text === 'abc') ?? false,
    );
    await started.log.requestAbort(started.runId, 'stopped');
    expect((await started.finished()).outcome).toBe('stopped');
  });

  it('tells usage and times', async () => {
    const usage = { inputTokens: 12, outputTokens: 34, reasoningTokens: 5 };
    const { events, settled } = await finishRun(aModel([text('Hi'), { type: 'usage', usage }, finish]));
    expect(eventsOf(events, 'usage')).toEqual([{ type: 'usage', usage }]);
    expect(settled?.usage).toEqual(usage);
    expect(settled?.message.metadata).toEqual({
      usage,
      firstTokenMs: expect.any(Number),
      durationMs: expect.any(Number),
    });
  });

  it('keeps what the provider wants back, by slot', async () => {
    const model = aModel([
      { type: 'part-state', part: 'reasoning', state: state('redacted') },
      text('A'),
      { type: 'part-state', part: 'text', state: state('old') },
      { type: 'part-state', part: 'text', state: state('text') },
      { type: 'part-state', part: 'reasoning', state: state('second') },
      thought('Hm'),
      { type: 'part-state', part: 'reasoning', state: state('hm') },
      finish,
    ]);
    const { settled, folded } = await finishRun(model);
    expect(folded.content?.map(({ type }) => type)).toEqual(['think', 'text', 'think']);
    expect(settled?.providerState).toEqual({ 0: state('redacted'), 1: state('text'), 2: state('hm') });
  });

  it('keeps the reason that the model gives for its end', async () => {
    const reasons = [];
    for (const reason of ['length', 'tool-calls', 'other'] as const) {
      reasons.push((await finishRun(aModel([text('A'), { type: 'finish', reason }]))).settled?.message.finish_reason);
    }
    expect(reasons).toEqual(['length', 'tool-calls', 'stop']);
  });

  it('ends an answer that does not end by itself', async () => {
    const model = aModel([...Array.from({ length: 20 }, () => text('x'.repeat(10))), 'deaf']);
    const { outcome, settled } = await finishRun(model, { limits: { maxLength: 95 } });
    expect(outcome).toBe('complete');
    expect(settled?.message.finish_reason).toBe('length');
    expect(settled?.message.content).toEqual([{ type: 'text', text: 'x'.repeat(100) }]);
    expect(model.signals[0]?.aborted).toBe(true);
  });

  it('does not wait for a model that stays after its end', async () => {
    expect((await finishRun(aModel([text('A'), finish, 'deaf']))).outcome).toBe('complete');
  });

  it('tells readers when the model is awaited, once for each silence', async () => {
    const first = gate();
    const second = gate();
    const started = await startRun(aModel([first.opened, text('A'), second.opened, text('B'), finish]), {
      limits: { waitingMs: 5 },
    });
    const waitings = () => eventsOf(started.seen, 'notice').length;
    await started.until(() => waitings() === 1);
    first.open();
    await started.until(() => waitings() === 2);
    second.open();
    const { events, folded } = await started.finished();
    expect(eventsOf(events, 'notice').every(({ notice }) => notice === 'waiting')).toBe(true);
    expect(folded.content).toEqual([{ type: 'text', text: 'AB' }]);
  });
});

describe('a run that goes on with an answer', () => {
  const seedOf = (...content: ContentPart[]) => ({
    responseMessage: aMessage({ content, unfinished: true }),
    keptParts: content.length,
  });

  it('writes on in the last part when it is of the same kind', async () => {
    const seed = seedOf({ type: 'think', think: 'Hm', durationMs: 1000 }, { type: 'text', text: 'Once upon' });
    const { events, folded, settled } = await finishRun(aModel([text(' a time'), thought('!'), text('.'), finish]), {
      seed,
      providerState: { 0: state('kept') },
    });
    expect(eventsOf(events, 'part-start').map(({ index }) => index)).toEqual([2, 3]);
    expect(folded.content).toEqual([
      { type: 'think', think: 'Hm', durationMs: 1000 },
      { type: 'text', text: 'Once upon a time' },
      { type: 'think', think: '!', durationMs: expect.any(Number) },
      { type: 'text', text: '.' },
    ]);
    expect(settled?.providerState).toEqual({ 0: state('kept') });
  });

  it('opens a new part when it is of another kind', async () => {
    const { events, folded } = await finishRun(aModel([thought('Hm'), text('B'), finish]), {
      seed: seedOf({ type: 'text', text: 'A' }),
    });
    expect(eventsOf(events, 'part-start').map(({ index }) => index)).toEqual([1, 2]);
    expect(folded.content?.map(({ type }) => type)).toEqual(['text', 'think', 'text']);
  });

  it('adds to the time spent thinking', async () => {
    const { folded } = await finishRun(aModel([thought(' more'), finish]), {
      seed: seedOf({ type: 'think', think: 'Some', durationMs: 5000 }),
    });
    expect(folded.content).toEqual([{ type: 'think', think: 'Some more', durationMs: expect.any(Number) }]);
    const [part] = folded.content ?? [];
    expect(part?.type === 'think' && part.durationMs).toBeGreaterThanOrEqual(5000);
  });
});

describe('whatever a model says', () => {
  it('folding the log gives the stored answer: all of it, in order, and clean', async () => {
    const piece = fc.array(fc.constantFrom('a', 'ß', '\0', '\uD83D', '\uDC4B', '👋', '\n'), { maxLength: 4 });
    const said = fc.record({ kind: fc.constantFrom('text' as const, 'think' as const), piece });

    await fc.assert(
      fc.asyncProperty(fc.array(said), async (all) => {
        const events: ModelEvent[] = all.map(({ kind, piece: units }) =>
          kind === 'text' ? text(units.join('')) : thought(units.join('')),
        );
        const {
          events: logged,
          folded,
          settled,
          end,
        } = await finishRun(aModel([...events, finish]), {
          limits: { coalesceMs: 1 },
        });
        expect(fold(logged.slice(0, -1)).content).toEqual(settled?.message.content);
        expect(folded).toEqual(end.responseMessage);
        expect(eventsOf(logged, 'part-start').map(({ index }) => index)).toEqual(folded.content?.map((_, i) => i));
        expect(folded.content?.map(contentOf)).toEqual(expectedSlots(all));
      }),
      { numRuns: 200 },
    );
  });
});

type Slot = [kind: string, content: string];
const contentOf = (part: ContentPart): Slot => [
  part.type,
  part.type === 'think' ? part.think : 'text' in part ? part.text : '',
];

/** Neighbours of one kind are one slot, and nothing to show opens none. */
function expectedSlots(all: readonly { kind: string; piece: readonly string[] }[]): Slot[] {
  const raw: Slot[] = [];
  for (const { kind, piece } of all) {
    const content = piece.join('').replaceAll('\0', '');
    const last = raw.at(-1);
    if (content === '') continue;
    if (last?.[0] === kind) last[1] += content;
    else raw.push([kind, content]);
  }
  return raw.map(([kind, content]) => [kind, cleanText(content)]);
}
