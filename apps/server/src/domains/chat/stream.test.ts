import { applyEvent, type Message, type RunEvent, textOf } from '@parley/data-provider';
import { newId } from '@parley/db';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { converse, messagesOf, slowly, start } from '../../testing/chat.ts';
import { doors } from '../../testing/doors.ts';
import { followRun, openStream, readEvents } from '../../testing/events.ts';
import { startTestServer, type TestServer, type TestUser } from '../../testing/server.ts';

let server: TestServer;
let user: TestUser;
beforeAll(async () => {
  server = await startTestServer();
  user = await server.signUp();
});
afterEach(() => server.fake.reset());
afterAll(() => server[Symbol.asyncDispose]());

const words = 'The quick brown fox jumps over the lazy dog.';
interface Frame {
  event: string | undefined;
  data: Record<string, unknown>;
}
const frames = (events: { event?: string | undefined; data: string }[]): Frame[] =>
  events.map(({ event, data }) => ({ event, data: JSON.parse(data) as Record<string, unknown> }));
/** The payloads of one kind of event. */
const payloads = (events: Frame[], kind: string) =>
  events.filter(({ data }) => data['event'] === kind).map(({ data }) => data['data']);
interface Step {
  id: string;
  index: number;
  runId: string;
}
interface Delta {
  id: string;
  delta: { content: { text: string }[] };
}
const stepsOf = (events: Frame[]) => payloads(events, 'on_run_step') as Step[];
const deltasOf = (events: Frame[]) => payloads(events, 'on_message_delta') as Delta[];
const fold = (events: RunEvent[]): Message => {
  const [first, ...rest] = events;
  if (first?.type !== 'run-start') throw new Error('no run-start');
  return rest.reduce(applyEvent, first.responseMessage);
};

describe("the incumbent's stream", () => {
  test('created, steps, deltas, final; nothing after it', async () => {
    server.fake.enqueue([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: words, chunk: 7 },
    ]);
    const { streamId, conversationId, messageId, responseMessageId } = await start(user, { text: 'Speak' });
    const response = await openStream({ url: server.url, token: user.token, streamId });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    const events = frames(await readEvents(response));

    expect(events[0]).toEqual({
      event: 'message',
      data: {
        created: true,
        streamId,
        message: {
          messageId,
          conversationId,
          parentMessageId: expect.any(String),
          sender: 'User',
          text: 'Speak',
          isCreatedByUser: true,
        },
      },
    });
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['message']));
    const steps = stepsOf(events);
    expect(steps.map(({ index }) => index)).toEqual([0, 1]);
    expect(new Set(steps.map(({ runId }) => runId))).toEqual(new Set([responseMessageId]));
    const said = deltasOf(events);
    expect(said.map(({ delta }) => delta.content[0]?.text).join('')).toBe(words);
    expect(new Set(said.map(({ id }) => id))).toEqual(new Set([steps[1]?.id]));

    const final = events.at(-1)?.data as unknown as {
      final: boolean;
      requestMessage: Message;
      responseMessage: Message;
      title: string;
    };
    expect(final).toMatchObject({
      final: true,
      title: 'New Chat',
      requestMessage: { messageId },
      responseMessage: { messageId: responseMessageId },
    });
    expect(final.responseMessage).not.toHaveProperty('tokenCount');
    expect(events.filter(({ data }) => 'final' in data)).toHaveLength(1);
    expect((await user.rest('chat.active')).body).toEqual({ activeJobIds: [] });
  });

  test('resume=true is one snapshot and then only what is new', async () => {
    server.fake.enqueue(slowly(words));
    const { streamId, responseMessageId } = await start(user);
    await readEvents(await openStream({ url: server.url, token: user.token, streamId }), ({ data }) =>
      data.includes('on_message_delta'),
    );
    const response = await openStream({ url: server.url, token: user.token, streamId, query: '?resume=true' });
    const events = frames(await readEvents(response));
    const sync = events[0]?.data as unknown as {
      sync: true;
      resumeState: { aggregatedContent: { text: string }[]; runSteps: { id: string }[]; responseMessageId: string };
    };
    expect(sync).toMatchObject({ sync: true, resumeState: { responseMessageId, conversationId: streamId } });
    const before = sync.resumeState.aggregatedContent[0]?.text ?? '';
    const after = deltasOf(events);
    expect(before.length).toBeGreaterThan(0);
    expect(before + after.map(({ delta }) => delta.content[0]?.text).join('')).toBe(words);
    expect(after.every(({ id }) => id === sync.resumeState.runSteps[0]?.id)).toBe(true);
  });

  test('a late reader still gets everything, and the status says it is over', async () => {
    const { streamId } = await converse(server, user);
    const events = frames(await readEvents(await openStream({ url: server.url, token: user.token, streamId })));
    expect(events[0]?.data).toMatchObject({ created: true });
    expect(events.at(-1)?.data).toMatchObject({ final: true });
    const status = await user.rest('chat.status', { params: { conversationId: streamId } });
    expect(status.body).toMatchObject({ active: false, status: 'complete' });
  });

  test('an edited answer counts its new parts from zero', async () => {
    server.fake.enqueue([{ type: 'text', text: 'Old' }]);
    const first = await converse(server, user);
    await user.rest('conversations.generatedTitle', { params: { conversationId: first.conversationId } });
    server.fake.enqueue([{ type: 'text', text: ' and more' }]);
    const { streamId } = await start(user, {
      conversationId: first.conversationId,
      isRegenerate: true,
      overrideParentMessageId: first.messageId,
      responseMessageId: first.responseMessageId,
      editedContent: { index: 0, type: 'text', text: 'New' },
    });
    const events = frames(await readEvents(await openStream({ url: server.url, token: user.token, streamId })));
    const steps = stepsOf(events);
    expect(steps.map(({ index }) => index)).toEqual([0]);
    expect(events.at(-1)?.data).toMatchObject({
      responseMessage: { content: [{ type: 'text', text: 'New and more' }] },
    });
  });

  test('a reader cut anywhere and back by event id has each frame once, as if never cut', async () => {
    const spoken = (text: string) => [
      { type: 'reasoning' as const, text: `${text} thought.`, chunk: 4 },
      ...slowly(`${text} words.`, 10),
    ];
    server.fake.enqueue([...spoken('First'), ...spoken('Second')]);
    const { streamId } = await start(user);
    const whole = await readEvents(await openStream({ url: server.url, token: user.token, streamId }));
    const ids = new Set(whole.flatMap(({ id }) => (id === undefined ? [] : [id])));
    expect(stepsOf(frames(whole)).map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    for (const lastEventId of [...ids].slice(0, -1)) {
      const rest = await readEvents(await openStream({ url: server.url, token: user.token, streamId, lastEventId }));
      const seen = whole.findLastIndex(({ id }) => id === lastEventId) + 1;
      expect(rest.map(({ id, data }) => [id, data])).toEqual(whole.slice(seen).map(({ id, data }) => [id, data]));
    }
  });

  test('a reader of an edited answer that resumes misses none of its new words', async () => {
    server.fake.enqueue([{ type: 'text', text: 'Old' }]);
    const first = await converse(server, user);
    await user.rest('conversations.generatedTitle', { params: { conversationId: first.conversationId } });
    server.fake.enqueue(slowly(' and more and more'));
    const { streamId } = await start(user, {
      conversationId: first.conversationId,
      isRegenerate: true,
      overrideParentMessageId: first.messageId,
      responseMessageId: first.responseMessageId,
      editedContent: { index: 0, type: 'text', text: 'New' },
    });
    await readEvents(await openStream({ url: server.url, token: user.token, streamId }), ({ data }) =>
      data.includes('on_message_delta'),
    );
    const events = frames(
      await readEvents(await openStream({ url: server.url, token: user.token, streamId, query: '?resume=true' })),
    );
    expect(events[0]?.data).toMatchObject({ sync: true, resumeState: { aggregatedContent: [] } });
    expect(
      deltasOf(events)
        .map(({ delta }) => delta.content[0]?.text)
        .join(''),
    ).toBe(' and more and more');
  });

  test('resume=true beside an event id is the same snapshot', async () => {
    const { streamId, runId } = await converse(server, user);
    const events = frames(
      await readEvents(
        await openStream({
          url: server.url,
          token: user.token,
          streamId,
          query: '?resume=true',
          lastEventId: `${runId}:1`,
        }),
      ),
    );
    expect(events.map(({ data }) => Object.keys(data)[0])).toEqual(['sync', 'final']);
  });

  test('a turn without a key ends in a named error', async () => {
    const { streamId } = await start(user, { model: 'gpt-secret' });
    const events = frames(await readEvents(await openStream({ url: server.url, token: user.token, streamId })));
    expect(events.map(({ event }) => event)).toEqual(['message', 'error']);
    expect(events[1]?.data).toEqual({ error: '{"type":"illegal_model_request","info":"openAI|gpt-secret"}' });
  });
});

describe('our own stream', () => {
  test('any number of readers, cut anywhere, each sees every event once', async () => {
    server.fake.enqueue(slowly(words, 15));
    const { streamId } = await start(user);
    const { token } = user;
    const input = encodeURIComponent(JSON.stringify({ params: { streamId } }));
    const reader = async (cutAfter: number) => {
      const seen: { id: string; event: RunEvent }[] = [];
      for (;;) {
        const lastEventId = seen.at(-1)?.id;
        const response = await fetch(`${server.url}/trpc/chat.stream?input=${input}`, {
          headers: { authorization: `Bearer ${token}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
        });
        let taken = 0;
        const events = await readEvents(response, ({ id }) => id !== undefined && ++taken >= cutAfter);
        for (const { id, event, data } of events) {
          if (id !== undefined && event === undefined) seen.push({ id, event: JSON.parse(data) as RunEvent });
        }
        if (seen.at(-1)?.event.type === 'run-end') return seen;
      }
    };
    const all = await Promise.all([reader(Infinity), reader(1), reader(2), reader(5)]);
    const ids = all[0]?.map(({ id }) => id);
    for (const seen of all) {
      expect(seen.map(({ id }) => id)).toEqual(ids);
      expect(textOf(fold(seen.map(({ event }) => event)))).toBe(words);
    }
  });

  test('folding the events gives the stored message', async () => {
    server.fake.enqueue([
      { type: 'reasoning', text: 'Thinking…', chunk: 2 },
      { type: 'text', text: words, chunk: 3 },
    ]);
    const { events, end, conversationId } = await converse(server, user);
    const folded = fold(events.slice(0, -1));
    expect(folded.content).toEqual(end.responseMessage?.content);
    expect((await messagesOf(user, conversationId)).at(-1)).toEqual(end.responseMessage);
  });

  test('a reader who left long ago gets the stored answer', async () => {
    const { streamId, runId } = await converse(server, user);
    const db = server.server.services.db;
    await db.run.update({ where: { id: runId }, data: { endedAt: new Date(Date.now() - 3_600_000) } });
    const anew = await openStream({ url: server.url, token: user.token, streamId });
    expect(anew.status).toBe(404);
    expect(await anew.json()).toMatchObject({ error: 'Stream not found' });
    const back = await followRun({ url: server.url, token: user.token, streamId, lastEventId: `${runId}:1` });
    expect(back.at(-1)?.event).toMatchObject({ type: 'run-end', outcome: 'complete' });
  });
});

describe('a reader on a process that does not have the log', () => {
  test.each(['stream', 'text'])('gets every word of the %s once, from the database', async (kind) => {
    await using other = await startTestServer({ env: { DATABASE_URL: server.databaseUrl } });
    const login = await other.rest()('auth.login', { body: { email: user.email, password: user.password } });
    const { token } = login.body as { token: string };
    server.fake.enqueue(slowly(`${words} ${words}`, 40));
    const { streamId } = await start(user);
    await readEvents(await openStream({ url: server.url, token: user.token, streamId }), ({ data }) =>
      data.includes('on_message_delta'),
    );
    const path = kind === 'text' ? 'messages' : 'agents/chat';
    const response = await fetch(`${other.url}/api/${path}/stream/${streamId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const events = frames(await readEvents(response));
    const said =
      kind === 'text'
        ? events.map(({ data }) => (data['delta'] as string | undefined) ?? '')
        : deltasOf(events).map(({ delta }) => delta.content[0]?.text);
    expect(said.join('')).toBe(`${words} ${words}`);
    expect(events.filter(({ data }) => 'created' in data).length).toBe(kind === 'text' ? 0 : 1);
  });
});

test('nobody holds more than a hundred streams at once, and those that close make room', async () => {
  const eager = await server.signUp();
  server.fake.enqueue([{ type: 'stall' }]);
  const { streamId } = await start(eager);
  const controller = new AbortController();
  const open = () =>
    fetch(`${server.url}/api/agents/chat/stream/${streamId}`, {
      headers: { authorization: `Bearer ${eager.token}` },
      signal: controller.signal,
    });
  const first = await Promise.all(Array.from({ length: 100 }, open));
  expect(new Set(first.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await open()).status).toBe(429);
  controller.abort();
  await expect
    .poll(async () => {
      const again = await openStream({ url: server.url, token: eager.token, streamId });
      await again.body?.cancel();
      return again.status;
    })
    .toBe(200);
  await eager.rest('chat.abort', { body: {} });
});

describe('who may follow', () => {
  test.each(doors)('a disabled account is shown out within five seconds, through %s', async (door) => {
    const banned = await server.signUp();
    server.fake.enqueue([{ type: 'text', text: 'Hello' }, { type: 'stall' }]);
    const { streamId } = await start(banned);
    const { db } = server.server.services;
    const input = encodeURIComponent(JSON.stringify({ params: { streamId } }));
    const path = door === 'rest' ? `/api/agents/chat/stream/${streamId}` : `/trpc/chat.stream?input=${input}`;
    const response = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${banned.token}` } });
    const reading = readEvents(response, ({ event }) => event === 'error' || event === 'serialized-error');
    await db.user.update({ where: { id: banned.id }, data: { disabledAt: new Date() } });
    const shown = await Promise.race([reading, delay(5000)]);
    expect(shown?.at(-1)?.data).toMatch(/unauthorized/i);
  });

  test('nobody else, not even by event id', async () => {
    const { streamId, runId } = await converse(server, user);
    const other = await server.signUp();
    const stranger = { url: server.url, token: other.token, streamId };
    expect((await openStream(stranger)).status).toBe(403);
    expect((await openStream({ ...stranger, lastEventId: `${runId}:1` })).status).toBe(403);
    expect((await openStream({ ...stranger, streamId: newId() })).status).toBe(404);
    expect((await openStream({ ...stranger, token: 'x' })).status).toBe(401);
    expect((await other.rest('chat.status', { params: { conversationId: streamId } })).status).toBe(403);
    const text = await fetch(`${server.url}/api/messages/stream/${streamId}`, {
      headers: { authorization: `Bearer ${other.token}` },
    });
    expect(text.status).toBe(404);
  });
});

describe('the simple stream', () => {
  const open = (conversationId: string) =>
    fetch(`${server.url}/api/messages/stream/${conversationId}`, {
      headers: { authorization: `Bearer ${user.token}` },
    });

  test('text deltas, then the final message id', async () => {
    server.fake.enqueue(slowly(words));
    const { conversationId, responseMessageId } = await start(user);
    const events = frames(await readEvents(await open(conversationId)));
    const text = events.flatMap(({ data }) => ('delta' in data ? [data['delta'] as string] : [])).join('');
    expect(text).toBe(words);
    expect(events.at(-1)).toEqual({ event: 'final', data: { messageId: responseMessageId, conversationId } });
    const later = frames(await readEvents(await open(conversationId)));
    expect(later).toEqual([{ event: 'final', data: { messageId: responseMessageId, conversationId } }]);
  });
});
