import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Agent } from 'undici';
import { startFakeProvider, startFaultProxy, type FakeProvider, type Step } from '@parley/testing';
import { createModel } from './create-model.ts';
import { ProviderError, type ChatModel, type ProviderConfig, type ProviderKind } from './port.ts';
import { ask, collect, eventsOf, failureOf, never, said } from './testing.ts';

export interface PortSuite {
  kind: ProviderKind;
  /** Of the API on the fake, such as `/v1`. */
  path: string;
  /** How this vendor names a limit inside a stream. */
  rateCode: string;
  /** Does this vendor count reasoning tokens? */
  countsReasoning: boolean;
}

const key = 'sk-Secret0123456789abcdef';

/** What every adapter that talks to a network has to do, whatever it speaks. */
export function describePort({ kind, path, rateCode, countsReasoning }: PortSuite): void {
  let fake: FakeProvider;
  let model: ChatModel;
  const config = (changes: Partial<ProviderConfig> = {}): ProviderConfig => ({
    kind,
    baseURL: `${fake.url}${path}`,
    apiKey: key,
    ...changes,
  });
  const stream = (...script: Step[]) => {
    fake.enqueue(script);
    return model.stream(ask('What is a fjord?'), never());
  };

  beforeAll(async () => {
    fake = await startFakeProvider();
    model = createModel(config());
  });
  afterEach(() => fake.reset());
  afterAll(() => fake.close());

  describe('a good answer', () => {
    it('is text, then usage, then finish', async () => {
      const usage = { inputTokens: 11, outputTokens: 5, cachedInputTokens: 4 };
      const events = await collect(
        stream({ type: 'text', text: 'A fjord is an inlet.', chunk: 3 }, { type: 'usage', ...usage }),
      );
      expect(said(events, 'text-delta')).toBe('A fjord is an inlet.');
      expect(eventsOf(events, 'text-delta')).toHaveLength(7);
      expect(events.slice(-2)).toEqual([
        { type: 'usage', usage: expect.objectContaining(usage) },
        { type: 'finish', reason: 'stop' },
      ]);
    });

    it('keeps reasoning apart from text', async () => {
      const events = await collect(
        stream(
          { type: 'reasoning', text: 'Norway comes to mind.', chunk: 5 },
          { type: 'text', text: 'An inlet.' },
          { type: 'usage', inputTokens: 3, outputTokens: 9, reasoningTokens: 6 },
        ),
      );
      expect(said(events, 'reasoning-delta')).toBe('Norway comes to mind.');
      expect(said(events, 'text-delta')).toBe('An inlet.');
      const reasoningTokens = countsReasoning ? { reasoningTokens: 6 } : {};
      expect(eventsOf(events, 'usage')[0]?.usage).toMatchObject({ outputTokens: 9, ...reasoningTokens });
    });

    it.each(['length', 'content-filter'] as const)('may end by %s', async (reason) => {
      const events = await collect(stream({ type: 'text', text: 'So' }, { type: 'finish', reason }));
      expect(events.at(-1)).toEqual({ type: 'finish', reason });
    });

    it('survives bytes that break inside characters and lines', async () => {
      const text = 'Grüße aus Tromsø 🐙 – 你好';
      const events = await collect(stream({ type: 'split-bytes', size: 1 }, { type: 'text', text }));
      expect(said(events, 'text-delta')).toBe(text);
    });

    it('names its sources under the text, once each', async () => {
      const source = { type: 'citation', url: 'https://example.org/a_(b)', title: 'A [b]' } as const;
      const events = await collect(
        stream({ type: 'text', text: 'So it is.' }, source, source, { ...source, url: 'javascript:alert(1)' }),
      );
      expect(said(events, 'text-delta')).toBe('So it is.\n\n1. [A \\[b\\]](https://example.org/a_%28b%29)');
    });

    it('can be had many times over, also at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => collect(model.stream(ask(`Question ${i}?`), never()))),
      );
      for (const [i, events] of answers.entries()) expect(said(events, 'text-delta')).toContain(`“Question ${i}?”`);
    });
  });

  describe('a refusal by status', () => {
    it.each([
      [400, 'bad_request', false],
      [401, 'auth', false],
      [402, 'quota', false],
      [403, 'auth', false],
      [404, 'unsupported', false],
      [408, 'timeout', true],
      [413, 'context_length', false],
      [422, 'bad_request', false],
      [429, 'rate', true],
      [500, 'down', true],
      [502, 'down', true],
      [503, 'down', true],
      [504, 'timeout', true],
      [529, 'down', true],
    ] as const)('%i is %s', async (status, code, retryable) => {
      const error = await failureOf(stream({ type: 'http-error', status }));
      expect(error).toMatchObject({ code, retryable, status });
      expect(fake.requests).toHaveLength(1);
    });

    it('may come as a page of HTML', async () => {
      const error = await failureOf(
        stream({ type: 'http-error', status: 502, body: '<html><h1>Bad Gateway</h1></html>' }),
      );
      expect(error).toMatchObject({ code: 'down', status: 502 });
    });

    it('says how long to wait', async () => {
      const headers = { 'retry-after': '7' };
      const error = await failureOf(stream({ type: 'http-error', status: 429, headers }));
      expect(error.retryAfterMs).toBe(7000);
    });

    it('tells nobody the key, the address or what the provider said', async () => {
      const message = `Key ${key} failed at ${fake.url}/secret`;
      const error = await failureOf(stream({ type: 'http-error', status: 401, body: { error: { message } } }));
      const told = [
        error.message,
        JSON.stringify(error),
        JSON.stringify(error.toRunError()),
        String(error.cause),
      ].join();
      expect(told).not.toContain(key);
      expect(told).not.toContain(fake.url);
      expect(error.message).not.toContain('failed at');
    });

    it('is a redirect: it is not followed', async () => {
      const headers = { location: `${fake.url}${path}/elsewhere` };
      const error = await failureOf(stream({ type: 'http-error', status: 307, headers }));
      expect(error).toMatchObject({ code: 'bad_request', retryable: false });
      expect(fake.requests).toHaveLength(1);
    });
  });

  describe('a stream that goes wrong', () => {
    it('reports an error of the provider', async () => {
      const error = await failureOf(stream({ type: 'text', text: 'Well' }, { type: 'stream-error' }));
      expect(error).toMatchObject({ code: 'down', retryable: true });
    });

    it('reports a limit of the provider, before any text', async () => {
      const error = await failureOf(stream({ type: 'stream-error', code: rateCode }));
      expect(error).toMatchObject({ code: 'rate', retryable: true });
    });

    it('is malformed when a line does not parse', async () => {
      const error = await failureOf(
        stream({ type: 'text', text: 'Well' }, { type: 'garbage' }, { type: 'text', text: 'no' }),
      );
      expect(error).toMatchObject({ code: 'malformed', retryable: false });
    });

    it.each(['reset', 'end-without-finish'] as const)('is down after: %s', async (type) => {
      const events = stream({ type: 'text', text: 'Half an' }, { type: 'wait', ms: 30 }, { type });
      const seen: string[] = [];
      const error = await failureOf(
        (async function* () {
          for await (const event of events) {
            if (event.type === 'text-delta') seen.push(event.text);
            yield event;
          }
        })(),
      );
      expect(error).toMatchObject({ code: 'down', retryable: true });
      expect(seen).toEqual(['Half an']);
    });

    it('is down when it ends before it begins', async () => {
      expect(await failureOf(stream({ type: 'end-without-finish' }))).toMatchObject({ code: 'down', retryable: true });
    });

    it('is cut off when a line never ends', async () => {
      const error = await failureOf(
        stream({ type: 'raw', text: `data: "${'x'.repeat(9_000_000)}` }, { type: 'stall' }),
      );
      expect(error).toMatchObject({ code: 'malformed' });
      expect(await fake.requests[0]?.ended).toBe('disconnected');
    });
  });

  describe('stopping', () => {
    it('by the signal ends the request and throws its reason', async () => {
      const stop = new AbortController();
      fake.enqueue([{ type: 'text', text: 'Let me think' }, { type: 'stall' }]);
      const reason = new Error('stopped by the reader');
      const seen: string[] = [];
      const reading = (async () => {
        for await (const event of model.stream(ask('Hi'), stop.signal)) {
          seen.push(event.type);
          setImmediate(() => stop.abort(reason));
        }
      })();
      await expect(reading).rejects.toBe(reason);
      expect(seen).toEqual(['text-delta']);
      expect(await fake.requests[0]?.ended).toBe('disconnected');
    });

    it('by leaving the loop ends the request', async () => {
      const events = stream({ type: 'text', text: 'Let me think' }, { type: 'stall' });
      for await (const event of events) if (event.type === 'text-delta') break;
      expect(await fake.requests[0]?.ended).toBe('disconnected');
      expect(fake.requests[0]?.disconnected).toBe(true);
    });

    it('works while nothing was answered yet', async () => {
      const proxy = await startFaultProxy(fake.url);
      proxy.blackhole(true);
      const silent = createModel(config({ baseURL: `http://${proxy.host}:${proxy.port}${path}` }));
      const stop = new AbortController();
      const reason = new Error('took too long');
      setTimeout(() => stop.abort(reason), 50);
      await expect(collect(silent.stream(ask('Hi'), stop.signal))).rejects.toBe(reason);
      await proxy.close();
    });

    it('leaves nothing behind, however often', async () => {
      const proxy = await startFaultProxy(fake.url);
      const reached = createModel(config({ baseURL: `http://${proxy.host}:${proxy.port}${path}` }));
      const stopped = Array.from({ length: 50 }, async () => {
        fake.enqueue([{ type: 'text', text: 'Well' }, { type: 'stall' }]);
        for await (const event of reached.stream(ask('Hi'), never())) if (event.type === 'text-delta') return;
      });
      await Promise.all(stopped);
      const ends = await Promise.all(fake.requests.map(({ ended }) => ended));
      expect(ends).toEqual(ends.map(() => 'disconnected'));
      expect(ends).toHaveLength(50);
      await proxy.close();
    });

    it('before the start sends nothing', async () => {
      const stop = AbortSignal.abort(new Error('never mind'));
      await expect(collect(model.stream(ask('Hi'), stop))).rejects.toBe(stop.reason);
      expect(fake.requests).toHaveLength(0);
    });
  });

  describe('the connection', () => {
    it('that is refused is down', async () => {
      const gone = await startFakeProvider();
      await gone.close();
      const error = await failureOf(createModel(config({ baseURL: gone.url + path })).stream(ask('Hi'), never()));
      expect(error).toMatchObject({ code: 'down', retryable: true, status: null });
    });

    it('that was closed while idle does not spoil the next call', async () => {
      const proxy = await startFaultProxy(fake.url);
      const reached = createModel(config({ baseURL: `http://${proxy.host}:${proxy.port}${path}` }));
      await collect(reached.stream(ask('One'), never()));
      proxy.cut();
      // Either the dead connection was noticed, or the call fails as one that may be tried again.
      const second = await collect(reached.stream(ask('Two'), never())).then(
        () => 'good',
        (error: ProviderError) => `${error.code}, retryable: ${error.retryable}`,
      );
      expect(['good', 'down, retryable: true']).toContain(second);
      expect(said(await collect(reached.stream(ask('Three'), never())), 'text-delta')).toContain('Three');
      await proxy.close();
    });

    it('is used again', async () => {
      const proxy = await startFaultProxy(fake.url);
      const reached = createModel(config({ baseURL: `http://${proxy.host}:${proxy.port}${path}` }));
      for (let i = 0; i < 8; i += 1) await collect(reached.stream(ask('Hi'), never()));
      // A call right after another may find the connection not yet free again.
      expect(proxy.connections()).toBeLessThanOrEqual(2);
      await proxy.close();
    });

    it('waits for a slow reader instead of taking in the whole answer', async () => {
      // More than the sockets hold, in parts that stay below the limits also where an API repeats them at their end.
      const parts = Array.from({ length: 15 }, (): Step[] => [
        { type: 'reasoning', text: 'Hm.', signature: 's' },
        { type: 'text', text: 'x'.repeat(1_000_000), chunk: 10_000 },
      ]);
      let size = 0;
      const reading = (async () => {
        for await (const event of stream(...parts.flat(), { type: 'end-without-finish' })) {
          if (event.type === 'text-delta') size += event.text.length;
          if (size !== 10_000) continue;
          const ended = await Promise.race([fake.requests[0]?.ended, sleep(200, 'waiting')]);
          expect(ended).toBe('waiting');
        }
      })();
      await expect(reading).rejects.toMatchObject({ code: 'down' });
      expect(size).toBe(15_000_000);
    });

    it('goes through the dispatcher it is given, whose refusal is told as it is', async () => {
      const refusal = new ProviderError('bad_request', 'This address is not allowed.');
      const guard = new Agent({ connect: (_, done) => done(refusal, null) });
      const guarded = createModel(config(), { dispatcher: guard });
      expect(await failureOf(guarded.stream(ask('Hi'), never()))).toBe(refusal);
      expect(fake.requests).toHaveLength(0);
    });

    it('carries configured headers, and no key where there is none', async () => {
      const open = createModel(config({ apiKey: null, headers: { 'X-Team': 'blue' } }));
      await collect(open.stream(ask('Hi'), never()));
      const { headers } = await fake.received(1);
      expect(headers['x-team']).toBe('blue');
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('x-api-key');
      expect(headers).not.toHaveProperty('x-goog-api-key');
    });

    it('needs a valid address', async () => {
      for (const baseURL of ['', 'nowhere', 'ftp://example.org/v1', 'file:///etc/passwd']) {
        const error = await failureOf(createModel(config({ baseURL })).stream(ask('Hi'), never()));
        expect(error).toMatchObject({ code: 'bad_request', retryable: false });
      }
    });
  });
}
