import { type Message, textOf } from '@parley/data-provider';
import { newId } from '@parley/db';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { converse, messagesOf, slowly, start } from '../../testing/chat.ts';
import { followRun, openStream, readEvents } from '../../testing/events.ts';
import { doors } from '../../testing/doors.ts';
import { startTestServer, type TestServer, type TestUser } from '../../testing/server.ts';

let server: TestServer;
let user: TestUser;
beforeAll(async () => {
  server = await startTestServer();
  user = await server.signUp();
});
afterEach(() => server.fake.reset());
afterAll(() => server[Symbol.asyncDispose]());

/** A turn of which something has been shown. */
async function speaking(who = user) {
  server.fake.enqueue([...slowly('Some words that were shown'), { type: 'stall' }]);
  const started = await start(who);
  await readEvents(await openStream({ url: server.url, token: who.token, streamId: started.streamId }), ({ data }) =>
    data.includes('on_message_delta'),
  );
  return started;
}

test.each(doors)('stops the run, keeps the text and closes the upstream call, through %s', async (door) => {
  const { streamId, conversationId } = await speaking();
  const following = followRun({ url: server.url, token: user.token, streamId });
  const aborted = await user[door]('chat.abort', { body: { streamId } });
  expect(aborted).toMatchObject({ status: 200, body: { success: true, aborted: streamId } });
  const stored = (await messagesOf(user, conversationId)).at(-1) as Message;
  expect(stored).toMatchObject({ unfinished: true, error: false, finish_reason: 'aborted' });
  expect(textOf(stored).length).toBeGreaterThan(0);
  expect((await following).at(-1)?.event).toMatchObject({ type: 'run-end', outcome: 'stopped' });
  expect(
    (await server.fake.received(1)).disconnected || (await (await server.fake.received(1)).ended) === 'disconnected',
  ).toBe(true);
  expect((await user[door]('chat.abort', { body: { streamId } })).status).toBe(404);
  expect((await user.rest('chat.active')).body).toEqual({ activeJobIds: [] });
  server.fake.reset();
});

test('the aborted final event has the form its client knows', async () => {
  const { streamId, messageId, responseMessageId } = await speaking();
  const reading = openStream({ url: server.url, token: user.token, streamId }).then((response) => readEvents(response));
  await user.rest('chat.abort', { body: { abortKey: `${streamId}:${messageId}` } });
  const final = JSON.parse((await reading).at(-1)?.data ?? '{}') as object;
  expect(final).toMatchObject({
    final: true,
    aborted: true,
    earlyAbort: false,
    conversation: { conversationId: streamId },
    requestMessage: { messageId },
    responseMessage: { messageId: responseMessageId, unfinished: true, error: false, isCreatedByUser: false },
  });
});

test.each(doors)('an id in capitals is the same id, through %s', async (door) => {
  const conversationId = newId();
  server.fake.enqueue([{ type: 'stall' }]);
  const started = await start(user, { conversationId: conversationId.toUpperCase() });
  expect(started.conversationId).toBe(conversationId);
  expect((await user[door]('chat.abort', { body: { streamId: conversationId.toUpperCase() } })).body).toMatchObject({
    aborted: conversationId,
  });
  server.fake.reset();
});

test('an answer that another process writes out of reach is not said to be stopped', async () => {
  const { conversationId, streamId } = await converse(server, user);
  const elsewhere = { instanceId: newId(), heartbeatAt: new Date(), status: 'running', endedAt: null, outcome: null };
  await server.server.services.db.run.updateMany({ where: { conversationId }, data: elsewhere });
  expect((await user.rest('chat.abort', { body: { streamId } })).status).toBe(503);
  await server.server.services.db.run.updateMany({ where: { conversationId }, data: { status: 'complete' } });
});

test('closing the stream stops nothing', async () => {
  server.fake.enqueue(slowly('Nobody is watching this.'));
  const { streamId, conversationId } = await start(user);
  const response = await openStream({ url: server.url, token: user.token, streamId });
  await response.body?.cancel();
  await expect
    .poll(async () => (await user.rest('chat.status', { params: { conversationId } })).body, { timeout: 5000 })
    .toMatchObject({ status: 'complete' });
  expect(textOf((await messagesOf(user, conversationId)).at(-1) as Message)).toBe('Nobody is watching this.');
});

test('nobody else can stop it, and nothing named means the newest', async () => {
  const { streamId } = await speaking();
  const other = await server.signUp();
  expect((await other.rest('chat.abort', { body: { streamId } })).status).toBe(403);
  expect((await other.rest('chat.abort', { body: {} })).status).toBe(404);
  expect((await other.rest('chat.abort', { body: { streamId: newId() } })).status).toBe(404);
  expect((await user.rest('chat.active')).body).toEqual({ activeJobIds: [streamId] });
  expect((await user.rest('chat.abort', { body: { conversationId: 'new' } })).body).toMatchObject({
    aborted: streamId,
  });
});

test('a stopped answer can be continued', async () => {
  const { conversationId, messageId, responseMessageId, streamId } = await speaking();
  await user.rest('chat.abort', { body: { streamId } });
  server.fake.reset();
  server.fake.enqueue([{ type: 'text', text: '!' }]);
  const more = await converse(server, user, {
    conversationId,
    isContinued: true,
    isRegenerate: true,
    overrideParentMessageId: messageId,
    responseMessageId,
  });
  expect(textOf(more.end.responseMessage as Message)).toMatch(/^S.*!$/);
});
