import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFakeProvider, type FakeProvider, type Step } from '@parley/testing';
import { createModel } from '../create-model.ts';
import type { ModelRequest } from '../port.ts';
import { describePort } from '../port.suite.ts';
import { ask, collect, never, said, toAssistantMessage, user, withParameters } from '../testing.ts';

describePort({ kind: 'openai-responses', path: '/v1', rateCode: 'rate_limit_exceeded', countsReasoning: true });

describe('OpenAI responses', () => {
  let fake: FakeProvider;
  beforeAll(async () => {
    fake = await startFakeProvider();
  });
  afterEach(() => fake.reset());
  afterAll(() => fake.close());

  const model = () => createModel({ kind: 'openai-responses', baseURL: `${fake.url}/v1`, apiKey: 'k' });
  const answer = (...script: Step[]) => {
    fake.enqueue(script);
    return collect(model().stream(ask('Hi', { model: 'gpt-5.2' }), never()));
  };
  const bodyOf = async (request: ModelRequest) => {
    await collect(model().stream(request, never()));
    return fake.requests.at(-1)?.body;
  };

  it('sends a conversation with its images and stores nothing there', async () => {
    const request = ask('', {
      model: 'gpt-4o',
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
      parameters: { imageDetail: 'high', max_tokens: 500, temperature: 0.5, top_p: 0.9 },
    });
    expect(await bodyOf(request)).toEqual({
      model: 'gpt-4o',
      stream: true,
      store: false,
      max_output_tokens: 500,
      temperature: 0.5,
      top_p: 0.9,
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'input_text', text: 'What is a fjord?' }] },
        { role: 'assistant', content: 'An inlet.' },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Like this?' },
            { type: 'input_image', image_url: 'data:image/png;base64,aGk=', detail: 'high' },
          ],
        },
      ],
    });
    expect(fake.requests[0]?.headers).toMatchObject({ authorization: 'Bearer k' });
  });

  it('gives encrypted reasoning back', async () => {
    const events = await answer(
      { type: 'reasoning', text: 'Norway.', signature: 'sealed-1' },
      { type: 'reasoning', text: 'Or Chile.', signature: 'sealed-2' },
      { type: 'text', text: 'An inlet.' },
    );
    expect(said(events, 'reasoning-delta')).toBe('Norway.\n\nOr Chile.');
    const messages = [user('What is a fjord?'), toAssistantMessage(events), user('How deep?')];
    const sealed = (text: string, content: string) => ({
      type: 'reasoning',
      encrypted_content: content,
      summary: [{ type: 'summary_text', text }],
    });
    expect(await bodyOf(ask('', { model: 'gpt-5.2', messages }))).toMatchObject({
      store: false,
      include: ['reasoning.encrypted_content'],
      input: [
        {},
        sealed('Norway.', 'sealed-1'),
        sealed('Or Chile.', 'sealed-2'),
        { role: 'assistant', content: 'An inlet.' },
        {},
      ],
    });
  });

  it('takes the settings of a model that thinks', async () => {
    const parameters = { reasoning_effort: 'high', verbosity: 'low', temperature: 0.5, web_search: true } as const;
    const body = await bodyOf(ask('Hi', { model: 'gpt-5.2', ...withParameters(parameters) }));
    expect(body).toMatchObject({
      reasoning: { effort: 'high', summary: 'auto' },
      text: { verbosity: 'low' },
      tools: [{ type: 'web_search' }],
    });
    expect(body).not.toHaveProperty('temperature');
  });

  it('shows a refusal and ends as filtered', async () => {
    const events = await answer({ type: 'refusal', text: 'I cannot help with that.' });
    expect(said(events, 'text-delta')).toBe('I cannot help with that.');
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'content-filter' });
  });
});
