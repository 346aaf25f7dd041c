import { type Message, NO_PARENT, type RunEvent } from '@parley/data-provider';
import { beforeEach, expect, it, vi } from 'vitest';
import { liveRuns } from './live-runs.ts';
import { createRunner, type RunnerPorts, type StreamHandlers } from './runner.ts';

const conversationId = '01a1fd38-0000-7000-8000-000000000001';

const aMessage = (given: Partial<Message>): Message => ({
  messageId: 'm',
  conversationId,
  parentMessageId: NO_PARENT,
  text: '',
  isCreatedByUser: false,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  ...given,
});

const question = aMessage({ messageId: 'q', isCreatedByUser: true, text: 'hi' });
const seed = aMessage({ messageId: 'a', parentMessageId: 'q', content: [], unfinished: true });
const done = { ...seed, content: [{ type: 'text' as const, text: 'Hello' }], unfinished: false };

const start: RunEvent = {
  type: 'run-start',
  runId: 'r',
  requestMessage: question,
  responseMessage: seed,
  keptParts: 0,
};
const opened: RunEvent = { type: 'part-start', index: 0, part: { type: 'text', text: '' } };
const word = (text: string): RunEvent => ({ type: 'text-delta', index: 0, text });
const end: RunEvent = { type: 'run-end', outcome: 'complete', responseMessage: done, conversation: null };

/** A stream that the test writes, and the messages it leads to. */
function setUp() {
  let handlers: StreamHandlers | null = null;
  let messages: Message[] = [];
  const asked: (string | null)[] = [];
  const ports: RunnerPorts = {
    openStream: (_, lastEventId, given) => {
      asked.push(lastEventId);
      handlers = given;
      // Closing is reported like any other end.
      return () => given.onClosed();
    },
    cache: {
      change: (_, update) => {
        messages = update(messages);
      },
    },
    onEnd: vi.fn<RunnerPorts['onEnd']>(),
    onLost: vi.fn<RunnerPorts['onLost']>(),
  };
  let seq = 0;
  return {
    ports,
    asked,
    runner: createRunner(ports),
    send: (...events: RunEvent[]) => {
      for (const data of events) handlers?.onEvent({ id: `r:${++seq}`, data });
    },
    close: () => handlers?.onClosed(),
    messages: () => messages,
    textNow: () =>
      liveRuns
        .get()
        .get(conversationId)
        ?.answer.content?.map((part) => (part.type === 'text' ? part.text : '')),
  };
}

beforeEach(() => liveRuns.set(new Map()));

it('shows what is written and hands over what is stored', async () => {
  const { runner, send, textNow, messages, ports } = setUp();
  runner.follow(conversationId);
  send(start, opened, word('Hel'), word('lo'));
  await vi.waitFor(() => expect(textNow()).toEqual(['Hello']));
  expect(messages().map(({ messageId }) => messageId)).toEqual(['q', 'a']);
  send(end);
  await vi.waitFor(() => expect(liveRuns.get().size).toBe(0));
  expect(messages().at(-1)).toEqual(done);
  expect(ports.onEnd).toHaveBeenCalledOnce();
  expect(ports.onLost).not.toHaveBeenCalled();
});

it('goes on where it was left, and repeats nothing', async () => {
  const { runner, send, asked, textNow, ports } = setUp();
  runner.follow(conversationId);
  send(start, opened, word('Hel'));
  await vi.waitFor(() => expect(textNow()).toEqual(['Hel']));
  send(word('not drawn yet'));
  runner.leave(conversationId);
  expect(ports.onLost).not.toHaveBeenCalled();
  expect(textNow()).toEqual(['Hel']);
  runner.follow(conversationId);
  expect(asked).toEqual([null, 'r:3']);
});

it('takes the end even when the stream closes with it', () => {
  const { runner, send, close, ports } = setUp();
  runner.follow(conversationId);
  send(start, opened, word('Hello'), end);
  close();
  expect(ports.onEnd).toHaveBeenCalledOnce();
  expect(ports.onLost).not.toHaveBeenCalled();
});

it('says when a run was lost from sight', () => {
  const { runner, send, close, ports } = setUp();
  runner.follow(conversationId);
  send(start);
  close();
  expect(ports.onLost).toHaveBeenCalledWith(conversationId);
  expect(liveRuns.get().size).toBe(0);
});

it('leaves the reason in the thread when no answer was stored', async () => {
  const { runner, send, messages } = setUp();
  runner.follow(conversationId);
  const error = { code: 'no_key' as const, message: 'Enter a key.', retryable: false };
  send(start, { type: 'run-end', outcome: 'failed', responseMessage: null, conversation: null, error });
  await vi.waitFor(() => expect(messages().at(-1)?.content).toEqual([{ type: 'error', error: 'Enter a key.' }]));
});

it('follows a run once', () => {
  const { runner, asked } = setUp();
  runner.follow(conversationId);
  runner.follow(conversationId);
  expect(asked).toHaveLength(1);
});
