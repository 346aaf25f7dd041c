import { describe, expect, it } from 'vitest';
import { createModel } from '../create-model.ts';
import { ask, collect, eventsOf, never, said } from '../testing.ts';

const demo = createModel({ kind: 'demo', baseURL: '', apiKey: null });

describe('the built-in model', () => {
  it('says what it is, repeats the question and how to connect a real one', async () => {
    const events = await collect(demo.stream(ask('What is a\n fjord?'), never()));
    const text = said(events, 'text-delta');
    expect(text).toMatch(/^\*\*This is a demonstration\.\*\*/);
    expect(text).toContain('> What is a fjord?');
    expect(text).toContain('```sh\nOPENAI_API_KEY=');
    expect(eventsOf(events, 'text-delta').length).toBeGreaterThan(80);
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['usage', 'finish']);
  });

  it('always says the same to the same', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => collect(demo.stream(ask('Hi'), never()))));
    expect(one).toEqual(two);
  });

  it('names a conversation after its question', async () => {
    const instructions = 'Write a short title for this conversation.\nBetween two and six words.';
    const prompt = 'Question:\nHow deep is a fjord, and is it cold?\n\nAnswer:\n**This is a demonstration.**';
    const events = await collect(demo.stream(ask(prompt, { instructions }), never()));
    expect(said(events, 'text-delta')).toBe('How deep is a fjord and');
  });

  it('stops at once', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    let words = 0;
    const reading = (async () => {
      for await (const event of demo.stream(ask('Hi'), stop.signal)) {
        words += event.type === 'text-delta' ? 1 : 0;
        if (words === 3) stop.abort(reason);
      }
    })();
    await expect(reading).rejects.toBe(reason);
    expect(words).toBe(3);
  });
});
