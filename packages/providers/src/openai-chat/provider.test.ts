import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFakeProvider, type FakeProvider, type Step } from '@parley/testing';
import { createModel } from '../create-model.ts';
import type { ModelRequest } from '../port.ts';
import { describePort } from '../port.suite.ts';
import { ask, collect, eventsOf, failureOf, never, said, user, withParameters } from '../testing.ts';

describePort({ kind: 'openai-chat', path: '/v1', rateCode: 'rate_limit_exceeded', countsReasoning: true });

describe('chat completions', () => {
  let fake: FakeProvider;
  beforeAll(async () => {
    fake = await startFakeProvider();
  });
  afterEach(() => fake.reset());
  afterAll(() => fake.close());

  const model = () => createModel({ kind: 'openai-chat', baseURL: `${fake.url}/v1`, apiKey: 'k' });
  const answer = (...script: Step[]) => {
    fake.enqueue(script);
    return collect(model().stream(ask('Hi'), never()));
  };
  const bodyOf = async (request: ModelRequest) => {
    await collect(model().stream(request, never()));
    return fake.requests.at(-1)?.body;
  };

  describe('on the wire', () => {
    it('is a conversation of several turns, without what the model thought', async () => {
      const request = ask('', {
        instructions: 'Be brief.',
        messages: [
          user('What is a fjord?'),
          {
            role: 'assistant',
            parts: [
              { type: 'reasoning', text: 'Norway.' },
              { type: 'text', text: 'An inlet.' },
            ],
          },
          { role: 'assistant', parts: [{ type: 'reasoning', text: 'Only a thought.' }] },
          user('How deep?'),
        ],
      });
      expect(await bodyOf(request)).toEqual({
        model: 'fake-small',
        stream: true,
        stream_options: { include_usage: true },
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'What is a fjord?' },
          { role: 'assistant', content: 'An inlet.' },
          { role: 'user', content: 'How deep?' },
        ],
      });
      expect(fake.requests[0]?.headers).toMatchObject({
        authorization: 'Bearer k',
        'content-type': 'application/json',
      });
    });

    it('holds images as data URLs', async () => {
      const request = ask('', {
        messages: [
          {
            role: 'user',
            parts: [
              { type: 'text', text: 'What is this?' },
              { type: 'image', mediaType: 'image/png', data: 'aGk=' },
            ],
          },
        ],
        parameters: { imageDetail: 'low' },
      });
      expect(await bodyOf(request)).toMatchObject({
        messages: [
          {
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=', detail: 'low' } },
            ],
          },
        ],
      });
    });

    const sampling = { temperature: 0.3, top_p: 0.9, presence_penalty: 0.1, frequency_penalty: 0.2, stop: ['END'] };
    const thinking = { reasoning_effort: 'high', verbosity: 'low' } as const;

    it('has the settings a plain model takes', async () => {
      const parameters = { ...sampling, ...thinking, max_tokens: 100 };
      const body = await bodyOf(ask('Hi', { model: 'gpt-4o', ...withParameters(parameters) }));
      expect(body).toMatchObject({ ...sampling, max_tokens: 100 });
      expect(body).not.toHaveProperty('reasoning_effort');
      expect(body).not.toHaveProperty('verbosity');
    });

    it.each(['o3-mini', 'gpt-5.2', 'openai/o4-mini'])('has the settings %s takes, which thinks', async (name) => {
      const parameters = { ...sampling, ...thinking, max_tokens: 100 };
      const body = await bodyOf(ask('Hi', { model: name, ...withParameters(parameters) }));
      expect(body).toMatchObject({ ...thinking, max_completion_tokens: 100 });
      for (const field of ['max_tokens', ...Object.keys(sampling)]) expect(body).not.toHaveProperty(field);
    });

    it('leaves a model of another maker all settings, and unset ones out', async () => {
      const parameters = {
        temperature: 0,
        reasoning_effort: 'low',
        max_tokens: null,
        top_p: undefined,
        verbosity: '',
      } as const;
      const body = await bodyOf(ask('Hi', { model: 'deepseek-reasoner', ...withParameters(parameters) }));
      expect(body).toMatchObject({ temperature: 0, reasoning_effort: 'low' });
      for (const field of ['max_tokens', 'top_p', 'verbosity']) expect(body).not.toHaveProperty(field);
    });

    it('keeps the query of the base URL, as Azure needs it', async () => {
      const baseURL = `${fake.url}/openai/deployments/gpt/?api-version=2024-10-21`;
      const azure = createModel({ kind: 'openai-chat', baseURL, apiKey: null, headers: { 'api-key': 'azure' } });
      await collect(azure.stream(ask('Hi'), never()));
      expect(fake.requests[0]).toMatchObject({
        path: '/openai/deployments/gpt/chat/completions',
        query: 'api-version=2024-10-21',
        headers: { 'api-key': 'azure' },
      });
    });
  });

  describe('variants of compatible servers', () => {
    const chunk = (delta: object, more: object = {}): Step => ({
      type: 'raw',
      text: `data: ${JSON.stringify({ choices: [{ index: 0, delta, ...more }] })}\n\n`,
    });
    const last = chunk({}, { finish_reason: 'stop' });
    const done: Step = { type: 'raw', text: 'data: [DONE]\n\n' };
    const end: Step = { type: 'end-without-finish' };

    it('name reasoning in other ways', async () => {
      const parts = [
        { type: 'thinking', thinking: [{ type: 'text', text: ' Then.' }] },
        { type: 'text', text: 'Yes.' },
      ];
      const events = await answer(chunk({ reasoning: 'First.' }), chunk({ content: parts }), last, end);
      expect(said(events, 'reasoning-delta')).toBe('First. Then.');
      expect(said(events, 'text-delta')).toBe('Yes.');
    });

    it('may leave out the finish reason or the end mark, but not both', async () => {
      expect((await answer(chunk({ content: 'a' }), done, end)).at(-1)).toEqual({ type: 'finish', reason: 'stop' });
      expect((await answer(chunk({ content: 'a' }), last, end)).at(-1)).toEqual({ type: 'finish', reason: 'stop' });
      fake.enqueue([chunk({ content: 'a' }), end]);
      expect(await failureOf(model().stream(ask('Hi'), never()))).toMatchObject({ code: 'down' });
    });

    it('may never close a stream that has ended', async () => {
      const events = await answer(chunk({ content: 'a' }), last, done, { type: 'stall' });
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
      expect(await fake.requests[0]?.ended).toBe('disconnected');
    });

    it('may count with every chunk: the last count is told, once', async () => {
      const count = (n: number): Step => ({
        type: 'raw',
        text: `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 2, completion_tokens: n } })}\n\n`,
      });
      const events = await answer(chunk({ content: 'a' }), count(1), count(2), last, done, end);
      expect(eventsOf(events, 'usage')).toEqual([{ type: 'usage', usage: { inputTokens: 2, outputTokens: 2 } }]);
    });

    it('send comments to keep the line open, and CRLF', async () => {
      const events = await answer(
        { type: 'raw', text: ': OPENROUTER PROCESSING\r\n\r\ndata: {"choices":[{"delta":{"content":"a"}}]}\r\n\r\n' },
        last,
        end,
      );
      expect(said(events, 'text-delta')).toBe('a');
    });

    it('give up inside a choice', async () => {
      const error = { code: 502, message: 'Provider disconnected' };
      fake.enqueue([chunk({ content: 'a' }), chunk({}, { finish_reason: 'error', error }), done, end]);
      expect(await failureOf(model().stream(ask('Hi'), never()))).toMatchObject({ code: 'down' });
    });

    it('list sources as addresses', async () => {
      const cited: Step = {
        type: 'raw',
        text: 'data: {"citations":["https://example.org/x","ftp://no"],"choices":[]}\n\n',
      };
      const events = await answer(chunk({ content: 'a' }), cited, last, end);
      expect(said(events, 'text-delta')).toBe('a\n\n1. [example.org](https://example.org/x)');
    });

    it('answer with one JSON object although a stream was asked for', async () => {
      const body = {
        choices: [{ message: { content: 'Whole.', reasoning_content: 'Hm.' }, finish_reason: 'length' }],
        usage: { prompt_tokens: 1, completion_tokens: 2 },
      };
      const events = await answer({ type: 'http-error', status: 200, body });
      expect(events).toEqual([
        { type: 'reasoning-delta', text: 'Hm.' },
        { type: 'text-delta', text: 'Whole.' },
        { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } },
        { type: 'finish', reason: 'length' },
      ]);
    });

    it('report an error with status 200', async () => {
      fake.enqueue([{ type: 'http-error', status: 200, body: { error: { code: 429, message: 'slow down' } } }]);
      expect(await failureOf(model().stream(ask('Hi'), never()))).toMatchObject({ code: 'rate' });
    });
  });

  it('is cut off when it is too large altogether', async () => {
    const lines = Array.from({ length: 100 }, (): Step => ({ type: 'raw', text: `: ${'x'.repeat(1_048_576)}\n` }));
    fake.enqueue(lines);
    expect(await failureOf(model().stream(ask('Hi'), never()))).toMatchObject({ code: 'malformed' });
    expect(await fake.requests[0]?.ended).toBe('disconnected');
  });

  it('does not unpack anything', async () => {
    fake.enqueue([{ type: 'http-error', status: 200, headers: { 'content-encoding': 'gzip' }, body: 'bomb' }]);
    expect(await failureOf(model().stream(ask('Hi'), never()))).toMatchObject({ code: 'malformed' });
    expect(fake.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('shows a refusal and ends as filtered', async () => {
    const events = await answer({ type: 'refusal', text: 'I cannot help with that.' });
    expect(said(events, 'text-delta')).toBe('I cannot help with that.');
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'content-filter' });
  });

  it('says that there was an image only when there was nothing else', async () => {
    const image = { type: 'image', mediaType: 'image/png', data: 'aGk=' } as const;
    expect(said(await answer(image), 'text-delta')).toContain('answered with an image');
    expect(said(await answer(image, { type: 'text', text: 'A cat.' }), 'text-delta')).toBe('A cat.');
  });

  it('asks for a whole answer when streaming is off', async () => {
    fake.enqueue([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'All at once.' },
    ]);
    const events = await collect(model().stream(ask('Hi', withParameters({ disableStreaming: true })), never()));
    expect(fake.requests[0]?.body).toMatchObject({ stream: false });
    expect(said(events, 'text-delta')).toBe('All at once.');
    expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
  });
});
