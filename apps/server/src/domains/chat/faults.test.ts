import { type Message, textOf } from '@parley/data-provider';
import { newId } from '@parley/db';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { converse, messagesOf, slowly, start } from '../../testing/chat.ts';
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

const firstWords = ({ streamId }: { streamId: string }) =>
  openStream({ url: server.url, token: user.token, streamId }).then((response) =>
    readEvents(response, ({ data }) => data.includes('on_message_delta')),
  );

describe('a run whose process died', () => {
  test('is closed with its partial text, and the conversation goes on', async () => {
    const { conversationId, messageId, responseMessageId } = await converse(server, user);
    const db = server.server.services.db;
    const orphan = {
      instanceId: newId(),
      heartbeatAt: new Date(Date.now() - 60_000),
      status: 'running',
      endedAt: null,
      outcome: null,
    };
    await db.run.updateMany({ where: { conversationId }, data: orphan });
    await db.message.updateMany({
      where: { messageId: responseMessageId },
      data: { content: [{ type: 'text', text: 'Half an' }], isUnfinished: true, finishReason: null },
    });
    await expect
      .poll(async () => (await user.rest('chat.status', { params: { conversationId } })).body, { timeout: 10_000 })
      .toMatchObject({ active: false, status: 'error' });
    const answer = (await messagesOf(user, conversationId)).at(-1) as Message;
    expect(answer).toMatchObject({
      unfinished: true,
      finish_reason: 'interrupted',
      content: [{ type: 'text', text: 'Half an' }],
    });
    expect((await user.rest('chat.active')).body).toEqual({ activeJobIds: [] });

    server.fake.enqueue([{ type: 'text', text: ' answer.' }]);
    const more = await converse(server, user, {
      conversationId,
      isContinued: true,
      isRegenerate: true,
      overrideParentMessageId: messageId,
      responseMessageId,
    });
    expect(textOf(more.end.responseMessage as Message)).toBe('Half an answer.');
  });
});

test('a run whose end could not be stored does not run for ever', async () => {
  const { conversationId } = await converse(server, user);
  const { db, runs } = server.server.services;
  const left = {
    instanceId: runs.instanceId,
    startedAt: new Date(Date.now() - 60_000),
    status: 'running',
    endedAt: null,
    outcome: null,
  };
  await db.run.updateMany({ where: { conversationId }, data: left });
  await expect
    .poll(async () => (await user.rest('chat.active')).body, { timeout: 10_000 })
    .toEqual({ activeJobIds: [] });
});

describe('a conversation deleted while it is answered', () => {
  test('ends the stream as deleted, and no message comes back', async () => {
    server.fake.enqueue(slowly('These words should not survive.'));
    const started = await start(user);
    const following = followRun({ url: server.url, token: user.token, streamId: started.streamId });
    await firstWords(started);
    const removed = await user.rest('conversations.remove', { params: { conversationId: started.conversationId } });
    expect(removed.status).toBe(200);
    expect((await following).at(-1)?.event).toMatchObject({ type: 'run-end', outcome: 'deleted' });
    expect(await server.server.services.db.message.count({ where: { conversationId: started.conversationId } })).toBe(
      0,
    );
    expect(await (await server.fake.received(1)).ended).toBe('disconnected');
    const { conversationId, responseMessageId: parentMessageId } = started;
    const reply = { endpoint: 'openAI', model: 'gpt-4o', text: 'And then?', conversationId, parentMessageId };
    expect((await user.rest('chat.start', { body: reply })).status).toBe(400);
    expect(await server.server.services.db.conversation.count({ where: { id: conversationId } })).toBe(0);
  });
});

describe('shutdown', () => {
  test('ends running answers honestly and refuses new turns', async () => {
    await using other = await startTestServer({ env: { DRAIN_SECONDS: '0' } });
    const someone = await other.signUp();
    other.fake.enqueue([{ type: 'text', text: 'Partial' }, { type: 'stall' }]);
    const { conversationId, streamId } = await start(someone);
    await readEvents(await openStream({ url: other.url, token: someone.token, streamId }), ({ data }) =>
      data.includes('on_message_delta'),
    );
    await other.restart();
    const answer = (await messagesOf(someone, conversationId)).at(-1) as Message;
    expect(answer).toMatchObject({
      unfinished: true,
      finish_reason: 'interrupted',
      content: [{ type: 'text', text: 'Partial' }],
    });
    expect((await someone.rest('chat.status', { params: { conversationId } })).body).toMatchObject({ active: false });
    const again = await converse(other, someone, { conversationId, text: 'Still there?' });
    expect(again.end.outcome).toBe('complete');
  });
});

describe('text torture', () => {
  test.each([
    ['NUL', 'a\u0000b', 'ab'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['emoji with joiners', '👩‍👩‍👧‍👦🏳️‍🌈', '👩‍👩‍👧‍👦🏳️‍🌈'],
    ['right to left', 'שלום \u202e abc', 'שלום \u202e abc'],
    ['combining marks', `e${'\u0301'.repeat(5000)}`, `e${'\u0301'.repeat(5000)}`],
  ])('%s survives in questions and answers', async (_, text, stored) => {
    server.fake.enqueue([{ type: 'text', text, chunk: 1 }]);
    const turn = await converse(server, user, { text, promptPrefix: text });
    expect(turn.end.conversation?.promptPrefix).toBe(stored);
    expect(turn.end.outcome).toBe('complete');
    const [question, answer] = (await messagesOf(user, turn.conversationId)) as [Message, Message];
    expect(question.text).toBe(stored);
    expect(textOf(answer)).toBe(stored);
  });
});

test('concurrent turns are limited where the operator says so', async () => {
  await using limited = await startTestServer({
    env: { LIMIT_CONCURRENT_MESSAGES: 'true', CONCURRENT_MESSAGE_MAX: '1' },
  });
  const someone = await limited.signUp();
  limited.fake.enqueue([{ type: 'stall' }]);
  await start(someone);
  const body = { endpoint: 'openAI', model: 'gpt-4o', text: 'x' };
  expect(await someone.rest('chat.start', { body })).toMatchObject({
    status: 429,
    body: { type: 'concurrent', limit: 1, pendingRequests: 1 },
  });
});
