import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFakeProvider, type FakeProvider, type Step } from '@parley/testing';
import { createModel } from '../create-model.ts';
import type { ModelRequest } from '../port.ts';
import { describePort } from '../port.suite.ts';
import { ask, collect, failureOf, never, said, toAssistantMessage, user } from '../testing.ts';

describePort({ kind: 'google', path: '/v1beta', rateCode: '429', countsReasoning: true });

describe('Gemini', () => {
  let fake: FakeProvider;
  beforeAll(async () => {
    fake = await startFakeProvider();
  });
  afterEach(() => fake.reset());
  afterAll(() => fake.close());

  const model = () => createModel({ kind: 'google', baseURL: `${fake.url}/v1beta`, apiKey: 'k' });
  const answer = (...script: Step[]) => {
    fake.enqueue(script);
    return collect(model().stream(ask('Hi'), never()));
  };
  const bodyOf = async (request: ModelRequest) => {
    await collect(model().stream(request, never()));
    return fake.requests.at(-1)?.body;
  };

  it('sends a conversation with its images', async () => {
    const request = ask('', {
      model: 'gemini-2.5-flash',
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
      parameters: { maxOutputTokens: 500, temperature: 0.5, topP: 0.9, topK: 40 },
    });
    expect(await bodyOf(request)).toMatchObject({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'What is a fjord?' }] },
        { role: 'model', parts: [{ text: 'An inlet.' }] },
        { role: 'user', parts: [{ text: 'Like this?' }, { inlineData: { mimeType: 'image/png', data: 'aGk=' } }] },
      ],
      generationConfig: { maxOutputTokens: 500, temperature: 0.5, topP: 0.9, topK: 40 },
    });
    expect(fake.requests[0]).toMatchObject({
      path: '/v1beta/models/gemini-2.5-flash:streamGenerateContent',
      query: 'alt=sse',
      headers: { 'x-goog-api-key': 'k' },
    });
  });

  it('gives thoughts and text back with their signatures', async () => {
    const signed: Step = {
      type: 'raw',
      text: 'data: {"candidates":[{"content":{"parts":[{"text":"An inlet.","thoughtSignature":"sig-t"}]}}]}\r\n\r\n',
    };
    const events = await answer({ type: 'reasoning', text: 'Norway.', signature: 'sig-r' }, signed);
    const messages = [user('What is a fjord?'), toAssistantMessage(events), user('How deep?')];
    expect(await bodyOf(ask('', { messages }))).toMatchObject({
      contents: [
        {},
        {
          role: 'model',
          parts: [
            { text: 'Norway.', thought: true, thoughtSignature: 'sig-r' },
            { text: 'An inlet.', thoughtSignature: 'sig-t' },
          ],
        },
        {},
      ],
    });
  });

  it.each([
    ['gemini-2.0-flash', { thinking: true }, undefined],
    ['gemini-2.5-flash', {}, { includeThoughts: true }],
    ['gemini-2.5-flash', { thinkingBudget: 500 }, { includeThoughts: true, thinkingBudget: 500 }],
    ['gemini-2.5-flash', { thinking: false }, { thinkingBudget: 0 }],
    ['gemini-2.5-pro', { thinking: false }, { includeThoughts: false }],
    ['gemini-3-pro', { thinkingLevel: 'low', thinkingBudget: 500 }, { includeThoughts: true, thinkingLevel: 'low' }],
  ] as const)('lets %s think as told by %j', async (name, parameters, thinkingConfig) => {
    const body = await bodyOf(ask('Hi', { model: name, parameters }));
    expect((body as { generationConfig: { thinkingConfig?: unknown } }).generationConfig.thinkingConfig).toEqual(
      thinkingConfig,
    );
  });

  it('searches the web when told to', async () => {
    const body = await bodyOf(ask('Hi', { model: 'gemini-2.5-flash', parameters: { web_search: true } }));
    expect(body).toMatchObject({ tools: [{ googleSearch: {} }] });
  });

  it('says that there was an image when there was nothing else', async () => {
    const events = await answer({ type: 'image', mediaType: 'image/png', data: 'aGk=' });
    expect(said(events, 'text-delta')).toContain('answered with an image');
  });

  it('tells a limit of the moment from an empty account', async () => {
    const refuse = (details: unknown[]) => {
      const message = 'You exceeded your current quota, please check your plan and billing details.';
      fake.enqueue([
        {
          type: 'http-error',
          status: 429,
          body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message, details } },
        },
      ]);
      return failureOf(model().stream(ask('Hi'), never()));
    };
    expect(await refuse([{ retryDelay: '34.5s' }])).toMatchObject({
      code: 'rate',
      retryAfterMs: 34_500,
      retryable: true,
    });
    expect(await refuse([])).toMatchObject({ code: 'quota', retryable: false });
  });

  it('does not let a model name lead to another address', async () => {
    for (const name of ['../files', 'a/../../x', '..', 'gemini?key=1', 'gemini#', '']) {
      const error = await failureOf(model().stream(ask('Hi', { model: name }), never()));
      expect(error).toMatchObject({ code: 'unsupported' });
    }
    expect(fake.requests).toHaveLength(0);
  });
});
