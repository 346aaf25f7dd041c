import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFakeProvider, type FakeProvider, type Step } from '@parley/testing';
import { createModel } from '../create-model.ts';
import type { ModelRequest } from '../port.ts';
import { describePort } from '../port.suite.ts';
import { ask, collect, eventsOf, never, said, toAssistantMessage, user, withParameters } from '../testing.ts';

describePort({ kind: 'anthropic', path: '/v1', rateCode: 'rate_limit_error', countsReasoning: false });

describe('Anthropic messages', () => {
  let fake: FakeProvider;
  beforeAll(async () => {
    fake = await startFakeProvider();
  });
  afterEach(() => fake.reset());
  afterAll(() => fake.close());

  const model = () => createModel({ kind: 'anthropic', baseURL: `${fake.url}/v1`, apiKey: 'k' });
  const answer = (...script: Step[]) => {
    fake.enqueue(script);
    return collect(model().stream(ask('Hi'), never()));
  };
  const bodyOf = async (request: ModelRequest) => {
    await collect(model().stream(request, never()));
    return fake.requests.at(-1)?.body;
  };

  it('sends a conversation with its images and always a limit', async () => {
    const request = ask('', {
      model: 'claude-sonnet-4-5',
      instructions: 'Be brief.',
      messages: [
        user('What is a fjord?'),
        { role: 'assistant', parts: [{ type: 'text', text: 'An inlet.' }] },
        {
          role: 'user',
          parts: [
            { type: 'text', text: 'Like this?' },
            { type: 'image', mediaType: 'image/png', data: 'aGk=' },
          ],
        },
      ],
    });
    expect(await bodyOf(request)).toEqual({
      model: 'claude-sonnet-4-5',
      stream: true,
      max_tokens: 16_384,
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'What is a fjord?' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'An inlet.' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Like this?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
          ],
        },
      ],
    });
    expect(fake.requests[0]?.headers).toMatchObject({ 'x-api-key': 'k', 'anthropic-version': '2023-06-01' });
    expect(await bodyOf(ask('Hi', { model: 'someone-elses-model' }))).toMatchObject({ max_tokens: 8192 });
  });

  it('gives thoughts back with their signatures, also the hidden ones', async () => {
    const events = await answer(
      { type: 'reasoning', text: 'First thought.', signature: 'sig-1' },
      { type: 'redacted-reasoning', data: 'hidden' },
      { type: 'reasoning', text: 'Second thought.', signature: 'sig-2' },
      { type: 'text', text: 'An inlet.' },
    );
    expect(said(events, 'reasoning-delta')).toBe('First thought.\n\nSecond thought.');
    expect(
      eventsOf(events, 'part-state').every(({ part, state }) => part === 'reasoning' && state.kind === 'anthropic'),
    ).toBe(true);

    const messages = [user('What is a fjord?'), toAssistantMessage(events), user('How deep?')];
    const body = await bodyOf(ask('', { messages }));
    expect(body).toMatchObject({
      messages: [
        {},
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'First thought.', signature: 'sig-1' },
            { type: 'redacted_thinking', data: 'hidden' },
            { type: 'thinking', thinking: 'Second thought.', signature: 'sig-2' },
            { type: 'text', text: 'An inlet.' },
          ],
        },
        {},
      ],
    });
  });

  it('keeps thoughts that are only a hidden block', async () => {
    const events = await answer({ type: 'redacted-reasoning', data: 'hidden' }, { type: 'text', text: 'Yes.' });
    expect(events[0]).toMatchObject({ type: 'part-state', part: 'reasoning' });
    const body = await bodyOf(ask('', { messages: [user('Hi'), toAssistantMessage(events), user('So?')] }));
    expect(body).toMatchObject({
      messages: [{}, { content: [{ type: 'redacted_thinking', data: 'hidden' }, { text: 'Yes.' }] }, {}],
    });
  });

  it('gives no thoughts back that came from elsewhere or have no signature', async () => {
    const state = {
      kind: 'google',
      value: { blocks: [{ text: 'Hm.', metadata: { thoughtSignature: 's' } }] },
    } as const;
    const messages = [
      user('Hi'),
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm.', state },
          { type: 'reasoning', text: 'Unsigned.' },
          { type: 'text', text: 'Yes.', state: { kind: 'anthropic', value: { nonsense: true } } },
        ],
      } as const,
      user('So?'),
    ];
    expect(await bodyOf(ask('', { messages }))).toMatchObject({
      messages: [{}, { content: [{ type: 'text', text: 'Yes.' }] }, {}],
    });
  });

  it('takes the settings of the vendor', async () => {
    const parameters = {
      maxOutputTokens: 3000,
      topP: 0.9,
      topK: 40,
      stop: ['END'],
      promptCache: true,
      web_search: true,
    };
    expect(await bodyOf(ask('Hi', { model: 'claude-sonnet-4-5', ...withParameters(parameters) }))).toMatchObject({
      max_tokens: 3000,
      top_p: 0.9,
      top_k: 40,
      stop_sequences: ['END'],
      cache_control: { type: 'ephemeral' },
      tools: [{ type: 'web_search_20250305', name: 'web_search' }],
    });
  });

  it.each([
    ['claude-sonnet-4-5', { thinking: true, thinkingBudget: 100 }, { type: 'enabled', budget_tokens: 1024 }],
    ['claude-opus-4-20250514', { thinking: true }, { type: 'enabled', budget_tokens: 2000 }],
    ['claude-opus-4-7', { thinking: true, thinkingBudget: 100 }, { type: 'adaptive', display: 'summarized' }],
    ['claude-sonnet-4-5', { thinking: false }, { type: 'disabled' }],
  ])('lets %s think as told by %j', async (name, parameters, thinking) => {
    expect(await bodyOf(ask('Hi', { model: name, parameters }))).toMatchObject({ thinking });
  });

  it('does not count the thinking budget against the answer', async () => {
    const parameters = { thinking: true, thinkingBudget: 5000, maxOutputTokens: 1000, temperature: 0.2 };
    const body = await bodyOf(ask('Hi', { model: 'claude-sonnet-4-5', parameters }));
    expect(body).toMatchObject({ max_tokens: 6000 });
    expect(body).not.toHaveProperty('temperature');
  });

  it('passes effort on', async () => {
    const body = await bodyOf(ask('Hi', { model: 'claude-opus-4-7', ...withParameters({ effort: 'low' }) }));
    expect(body).toMatchObject({ output_config: { effort: 'low' } });
  });

  it('passes over kinds of events it does not know', async () => {
    const strange: Step = { type: 'raw', text: 'event: weather\ndata: {"type":"weather","sun":true}\n\n' };
    const events = await answer({ type: 'text', text: 'a' }, strange, { type: 'text', text: 'b' });
    expect(said(events, 'text-delta')).toBe('ab');
  });
});
