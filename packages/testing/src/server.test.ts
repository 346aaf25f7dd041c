import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFakeProvider, type FakeProvider } from './server.ts';

let fake: FakeProvider;

beforeAll(async () => {
  fake = await startFakeProvider();
});
afterEach(() => fake.reset());
afterAll(() => fake.close());

const messages = [{ role: 'user', content: 'What is a fjord?' }];

function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return fetch(`${fake.url}${path}`, signal === undefined ? init : { ...init, signal });
}

/** The JSON of every `data:` line. */
async function events(response: Response): Promise<Record<string, unknown>[]> {
  const lines = (await response.text()).split(/\r?\n/).filter((line) => line.startsWith('data: {'));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)) as Record<string, unknown>);
}

/** The texts of a stream, joined, whatever its format calls them. */
async function said(response: Response): Promise<string> {
  const texts = (await response.text()).matchAll(/"(?:content|delta|text)":("(?:[^"\\]|\\.)*")/g);
  return [...texts].map(([, json = '""']) => String(JSON.parse(json))).join('');
}

describe('the default answer', () => {
  const requests = [
    ['/v1/chat/completions', { model: 'fake-small', stream: true, messages }],
    ['/v1/responses', { model: 'fake-small', stream: true, input: messages }],
    ['/v1/messages', { model: 'fake-small', stream: true, messages }],
    [
      '/v1beta/models/fake-small:streamGenerateContent?alt=sse',
      { contents: [{ role: 'user', parts: [{ text: 'What is a fjord?' }] }] },
    ],
    ['/api/chat', { model: 'fake-small', messages }],
  ] as const;

  it.each(requests)('%s streams an echo of the question, the same every time', async (path, body) => {
    const [first, second] = [said(await post(path, body)), said(await post(path, body))];
    expect(await first).toContain('You said: “What is a fjord?”');
    expect(await second).toBe(await first);
  });

  it('comes whole when no stream is asked for', async () => {
    const chat = await (await post('/v1/chat/completions', { model: 'm', messages })).json();
    expect(chat).toMatchObject({ choices: [{ message: { content: expect.stringContaining('fjord') } }] });
    const anthropic = await (await post('/v1/messages', { model: 'm', messages })).json();
    expect(anthropic).toMatchObject({ content: [{ type: 'text' }], stop_reason: 'end_turn' });
    const responses = await (await post('/v1/responses', { model: 'm', input: messages })).json();
    expect(responses).toMatchObject({ status: 'completed', output: [{ type: 'message' }] });
  });

  it.each([
    ['Write a title for this conversation.\nUser: how do tides work on the moon [[fake: {"type":"stall"}]]', undefined],
    [
      'Question:\nhow do tides work [[fake: {"type":"stall"}]] on the moon?\n\nAnswer:\nSlowly.',
      'Write a short title for this conversation.\nBe brief.',
    ],
    ['how do tides work on the moon', 'Generate a concise title for the chat.'],
  ])('is a short title when a title is asked for, whatever is queued or steered: %j', async (content, system) => {
    fake.enqueue([{ type: 'text', text: 'for the next answer' }]);
    const instructions = system === undefined ? [] : [{ role: 'system', content: system }];
    const body = { model: 'm', messages: [...instructions, { role: 'user', content }] };
    const answer = await (await post('/v1/chat/completions', body)).json();
    expect(answer).toMatchObject({ choices: [{ message: { content: 'How do tides work on' } }] });
  });

  it('is no title when a chat is about one', async () => {
    const about = [{ role: 'user', content: 'Is this a good title for a chat: Tides?' }];
    const answer = await (await post('/v1/chat/completions', { model: 'm', messages: about })).json();
    expect(answer).toMatchObject({ choices: [{ message: { content: expect.stringContaining('You said') } }] });
  });
});

describe('scripts', () => {
  it('are taken from the queue in order, then from the message', async () => {
    fake.enqueue([{ type: 'text', text: 'one' }], [{ type: 'text', text: 'two' }]);
    const steered = [{ role: 'user', content: 'Hi [[fake: {"type":"text","text":"three"}]]' }];
    const said: unknown[] = [];
    for (let i = 0; i < 3; i += 1) {
      const answer = await (await post('/v1/chat/completions', { model: 'm', messages: steered })).json();
      said.push((answer as { choices: { message: { content: string } }[] }).choices[0]?.message.content);
    }
    expect(said).toEqual(['one', 'two', 'three']);
  });

  it('end with what was given: reason, usage', async () => {
    fake.enqueue([
      { type: 'text', text: 'cut' },
      { type: 'usage', inputTokens: 7, outputTokens: 3 },
      { type: 'finish', reason: 'length' },
    ]);
    const body = { model: 'm', stream: true, stream_options: { include_usage: true }, messages };
    const chunks = await events(await post('/v1/chat/completions', body));
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'length' }] });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } });
  });

  it('fail as told: with a status, with a reset, without an end', async () => {
    fake.enqueue([{ type: 'http-error', status: 429, headers: { 'retry-after': '3' } }]);
    const refused = await post('/v1/messages', { model: 'm', stream: true, messages });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
    expect(await refused.json()).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } });

    fake.enqueue([{ type: 'text', text: 'half' }, { type: 'reset' }]);
    const broken = await post('/v1/messages', { model: 'm', stream: true, messages });
    await expect(broken.text()).rejects.toThrow('terminated');
    expect(await fake.requests[1]?.ended).toBe('broken');

    fake.enqueue([{ type: 'text', text: 'half' }, { type: 'end-without-finish' }]);
    const cut = await (await post('/v1/chat/completions', { model: 'm', stream: true, messages })).text();
    expect(cut).toContain('half');
    expect(cut).not.toContain('[DONE]');
  });

  it('break bytes in the middle of characters without losing any', async () => {
    fake.enqueue([
      { type: 'split-bytes', size: 1 },
      { type: 'text', text: 'Grüße 🐙' },
    ]);
    const chunks = await events(await post('/v1/chat/completions', { model: 'm', stream: true, messages }));
    expect(JSON.stringify(chunks)).toContain('Grüße 🐙');
  });

  it('number the events of a response without a gap', async () => {
    fake.enqueue([
      { type: 'reasoning', text: 'hm', signature: 'sealed' },
      { type: 'text', text: 'yes' },
      { type: 'citation', url: 'https://example.org/', title: 'Source' },
      { type: 'tool-call', name: 'look', args: { at: 1 } },
    ]);
    const seen = await events(await post('/v1/responses', { model: 'm', stream: true, input: 'Hi' }));
    expect(seen.map((event) => event.sequence_number)).toEqual(seen.map((_, index) => index));
    expect(seen.at(-1)).toMatchObject({
      type: 'response.completed',
      response: {
        output: [{ type: 'reasoning', encrypted_content: 'sealed' }, { type: 'message' }, { type: 'function_call' }],
      },
    });
  });
});

describe('the record', () => {
  it('holds method, path, headers and body', async () => {
    await (await post('/v1/chat/completions?api-version=1', { model: 'm', messages })).text();
    expect(fake.requests).toHaveLength(1);
    expect(fake.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      query: 'api-version=1',
      headers: { 'content-type': 'application/json' },
      body: { model: 'm', messages },
      disconnected: false,
    });
    expect(await fake.requests[0]?.ended).toBe('finished');
  });

  it('tells that the caller hung up, and when', async () => {
    fake.enqueue([{ type: 'text', text: 'wait' }, { type: 'stall' }]);
    const caller = new AbortController();
    const response = await post('/v1/chat/completions', { model: 'm', stream: true, messages }, caller.signal);
    const before = Date.now();
    caller.abort();
    await expect(response.text()).rejects.toThrow('aborted');
    const request = await fake.received(1);
    expect(await request.ended).toBe('disconnected');
    expect(request.disconnected).toBe(true);
    expect(request.disconnectedAt).toBeGreaterThanOrEqual(before);
  });
});

describe('lists of models', () => {
  it('have the shape of each API', async () => {
    const get = async (path: string, headers = {}) => (await fetch(`${fake.url}${path}`, { headers })).json();
    expect(await get('/v1/models')).toMatchObject({ object: 'list', data: [{ id: 'fake-small' }, {}, {}] });
    expect(await get('/models')).toMatchObject({ object: 'list' });
    expect(await get('/v1/models', { 'anthropic-version': '2023-06-01' })).toMatchObject({ has_more: false });
    expect(await get('/v1beta/models')).toMatchObject({ models: [{ name: 'models/fake-small' }, {}, {}, {}] });
    expect(await get('/api/tags')).toMatchObject({ models: [{ name: 'fake-small' }, {}, {}] });
  });

  it('need the key when there is one', async () => {
    const locked = await startFakeProvider({ apiKey: 'right' });
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${locked.url}/v1/models`, { headers })).status;
    expect(await status({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await status({ authorization: 'Bearer right' })).toBe(200);
    expect(await status({ 'x-api-key': 'right' })).toBe(200);
    await locked.close();
  });
});
