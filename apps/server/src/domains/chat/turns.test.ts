import { type Message, NO_PARENT, textOf } from '@parley/data-provider';
import { inTransaction, newId } from '@parley/db';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { converse, messagesOf, start } from '../../testing/chat.ts';
import { openStream } from '../../testing/events.ts';
import { startTestServer, type TestServer, type TestUser } from '../../testing/server.ts';
import { removeExpiredConversations } from '../conversations/index.ts';

let server: TestServer;
let user: TestUser;
beforeAll(async () => {
  server = await startTestServer();
  user = await server.signUp();
});
afterEach(() => server.fake.reset());
afterAll(() => server[Symbol.asyncDispose]());

/** The chat the provider was sent, without what the test does not look at. */
const sent = (index = -1) =>
  server.fake.requests.at(index)?.body as { messages: { role: string; content: unknown }[]; model: string };
const chats = () => server.fake.requests.filter(({ body }) => !JSON.stringify(body).includes('Write a short title'));

describe('a turn', () => {
  test('stores question and answer, counts tokens and titles the conversation', async () => {
    server.fake.enqueue([
      { type: 'text', text: 'Hello, ' },
      { type: 'text', text: 'Ada.' },
      { type: 'usage', inputTokens: 12, outputTokens: 5 },
    ]);
    const turn = await converse(server, user, { text: 'Hi, I am Ada', temperature: '0.5', top_p: '' });
    expect(turn.streamId).toBe(turn.conversationId);
    const [question, answer] = (await messagesOf(user, turn.conversationId)) as [Message, Message];
    expect(question).toMatchObject({
      messageId: turn.messageId,
      parentMessageId: NO_PARENT,
      sender: 'User',
      text: 'Hi, I am Ada',
      isCreatedByUser: true,
    });
    expect(answer).toMatchObject({
      messageId: turn.responseMessageId,
      parentMessageId: turn.messageId,
      sender: 'GPT-4o',
      text: '',
      content: [{ type: 'text', text: 'Hello, Ada.' }],
      unfinished: false,
      error: false,
      finish_reason: 'stop',
      promptTokens: 12,
      tokenCount: 5,
    });
    expect(turn.end).toMatchObject({
      outcome: 'complete',
      responseMessage: answer,
      conversation: { endpoint: 'openAI', model: 'gpt-4o', temperature: 0.5 },
    });
    expect(sent(0)).toMatchObject({
      model: 'gpt-4o',
      temperature: 0.5,
      messages: [{ role: 'user', content: 'Hi, I am Ada' }],
    });
    expect(sent(0)).not.toHaveProperty('top_p');

    const title = await user.rest('conversations.generatedTitle', { params: { conversationId: turn.conversationId } });
    expect(title.status).toBe(200);
    expect((title.body as { title: string }).title).not.toBe('New Chat');
  });

  test('a follow-up sends the branch, in order, and settings no longer sent are unset', async () => {
    server.fake.enqueue([{ type: 'text', text: 'First answer' }]);
    const first = await converse(server, user, { text: 'One', temperature: 0.2, promptPrefix: 'Be brief.' });
    await user.rest('conversations.generatedTitle', { params: { conversationId: first.conversationId } });
    const second = await converse(server, user, {
      text: 'Two',
      conversationId: first.conversationId,
      parentMessageId: first.responseMessageId,
    });
    expect(sent().messages).toEqual([
      { role: 'user', content: 'One' },
      { role: 'assistant', content: 'First answer' },
      { role: 'user', content: 'Two' },
    ]);
    expect(second.end.conversation).not.toHaveProperty('temperature');
    const stored = await messagesOf(user, first.conversationId);
    expect(stored.map((message) => message.parentMessageId)).toEqual([
      NO_PARENT,
      first.messageId,
      first.responseMessageId,
      second.messageId,
    ]);
  });

  test('without a parent a script answers the newest message', async () => {
    const first = await converse(server, user);
    const second = await converse(server, user, { conversationId: first.conversationId, text: 'More' });
    const question = (await messagesOf(user, first.conversationId)).find(
      ({ messageId }) => messageId === second.messageId,
    );
    expect(question?.parentMessageId).toBe(first.responseMessageId);
  });

  test('regenerate makes a sibling and deletes nothing', async () => {
    const first = await converse(server, user, { text: 'Again?' });
    const again = await converse(server, user, {
      conversationId: first.conversationId,
      text: 'Again?',
      isRegenerate: true,
      parentMessageId: NO_PARENT,
      overrideParentMessageId: first.messageId,
      responseMessageId: `${first.responseMessageId}_`,
    });
    expect(again.messageId).toBe(first.messageId);
    const stored = await messagesOf(user, first.conversationId);
    expect(stored).toHaveLength(3);
    expect(
      stored.filter((message) => message.parentMessageId === first.messageId).map((message) => message.messageId),
    ).toEqual([first.responseMessageId, again.responseMessageId]);
  });

  test('an edited question is a sibling of the question', async () => {
    const first = await converse(server, user, { text: 'Teh question' });
    const edited = await converse(server, user, {
      conversationId: first.conversationId,
      text: 'The question',
      parentMessageId: NO_PARENT,
    });
    const roots = (await messagesOf(user, first.conversationId)).filter(
      (message) => message.parentMessageId === NO_PARENT,
    );
    expect(roots.map((message) => message.text)).toEqual(['Teh question', 'The question']);
    expect(chats().at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: 'The question' }] });
    expect(edited.messageId).not.toBe(first.messageId);
  });

  test('an edited answer goes on from the edit, as a sibling', async () => {
    server.fake.enqueue([{ type: 'text', text: 'The capital is Lyon.' }]);
    const first = await converse(server, user, { text: 'Capital of France?' });
    await user.rest('conversations.generatedTitle', { params: { conversationId: first.conversationId } });
    server.fake.enqueue([{ type: 'text', text: ' It lies on the Seine.' }]);
    const edited = await converse(server, user, {
      conversationId: first.conversationId,
      text: 'Capital of France?',
      isRegenerate: true,
      overrideParentMessageId: first.messageId,
      responseMessageId: first.responseMessageId,
      editedContent: { index: 0, type: 'text', text: 'The capital is Paris.' },
    });
    expect(edited.end.responseMessage).toMatchObject({
      isEdited: true,
      parentMessageId: first.messageId,
      content: [{ type: 'text', text: 'The capital is Paris. It lies on the Seine.' }],
    });
    expect(sent().messages.slice(0, 2)).toEqual([
      { role: 'user', content: 'Capital of France?' },
      { role: 'assistant', content: 'The capital is Paris.' },
    ]);
    expect(textOf((await messagesOf(user, first.conversationId))[1] as Message)).toBe('The capital is Lyon.');
  });

  test('continue keeps what was written and adds to it', async () => {
    server.fake.enqueue([
      { type: 'text', text: 'One, two,' },
      { type: 'finish', reason: 'length' },
    ]);
    const first = await converse(server, user, { text: 'Count' });
    expect(first.end.responseMessage?.finish_reason).toBe('length');
    await user.rest('conversations.generatedTitle', { params: { conversationId: first.conversationId } });
    server.fake.enqueue([{ type: 'text', text: ' three.' }]);
    const more = await converse(server, user, {
      conversationId: first.conversationId,
      text: 'Count',
      isContinued: true,
      isRegenerate: true,
      overrideParentMessageId: first.messageId,
      responseMessageId: `${first.responseMessageId}_`,
    });
    expect(more.end.responseMessage?.content).toEqual([{ type: 'text', text: 'One, two, three.' }]);
    expect(more.end.responseMessage?.messageId).not.toBe(first.responseMessageId);
  });

  test('a proposed message id is honoured, and sent again it is the same turn', async () => {
    const messageId = newId();
    const body = { text: 'Once', messageId };
    const answers = await Promise.all(Array.from({ length: 20 }, () => start(user, body)));
    expect(new Set(answers.map((answer) => answer.runId)).size).toBe(1);
    expect(answers[0]?.messageId).toBe(messageId);
    const done = await converse(server, user, body);
    expect(done.runId).toBe(answers[0]?.runId);
    expect(await messagesOf(user, done.conversationId)).toHaveLength(2);
    expect(chats()).toHaveLength(1);
  });

  test('a temporary chat is answered, not listed and not titled', async () => {
    const turn = await converse(server, user, { isTemporary: true });
    const { body } = await user.rest('conversations.list', { query: { limit: 100 } });
    expect(JSON.stringify(body)).not.toContain(turn.conversationId);
    expect((await messagesOf(user, turn.conversationId))[0]?.expiredAt).toBeDefined();
    const { conversationId } = turn;
    await server.server.services.db.conversation.update({
      where: { id: conversationId },
      data: { expiresAt: new Date(0) },
    });
    expect((await user.rest('messages.list', { params: { conversationId } })).status).toBe(404);
    expect((await user.rest('chat.status', { params: { conversationId } })).body).toEqual({ active: false });
    for (const lastEventId of ['', `${turn.runId}:1`]) {
      const stream = await openStream({ url: server.url, token: user.token, streamId: conversationId, lastEventId });
      expect([stream.status, await stream.text()]).toEqual([404, expect.not.stringContaining('responseMessage')]);
    }
  });

  test('an image in the message reaches the model, and only its owner can fetch it', async () => {
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const files = [
      { file_id: newId(), type: 'image/png', filepath: `data:image/png;base64,${png}`, width: 1, height: 1 },
    ];
    const turn = await converse(server, user, { text: 'What is this?', files });
    expect(JSON.stringify(chats().at(-1)?.body)).toContain(`data:image/png;base64,${png}`);
    const [question] = await messagesOf(user, turn.conversationId);
    const file = question?.files?.[0];
    expect(file).toMatchObject({ type: 'image/png', width: 1, height: 1, bytes: 70 });
    const fetched = await fetch(`${server.url}${file?.filepath}`, {
      headers: { authorization: `Bearer ${user.token}` },
    });
    expect(Buffer.from(await fetched.arrayBuffer()).toString('base64')).toBe(png);
    expect(fetched.headers.get('content-type')).toBe('image/png');
    const other = await server.signUp();
    const stolen = await fetch(`${server.url}${file?.filepath}`, {
      headers: { authorization: `Bearer ${other.token}` },
    });
    expect(stolen.status).toBe(404);
    await converse(server, other, { text: 'mine', files: [{ file_id: file?.file_id }] });
    expect(JSON.stringify(chats().at(-1)?.body)).not.toContain(png);
  });

  test('a size that cannot be is not believed', async () => {
    const gif = Buffer.from('GIF89a......').toString('base64');
    const files = [1e30, -1, 0.4].map((width) => ({
      file_id: 'a',
      filepath: `data:image/gif;base64,${gif}`,
      width,
      height: 2.4,
    }));
    const turn = await converse(server, user, { text: 'x', files });
    const [question] = await messagesOf(user, turn.conversationId);
    expect(question?.files?.map(({ width, height }) => [width, height])).toEqual([
      [undefined, 2],
      [undefined, 2],
      [undefined, 2],
    ]);
  });

  test('an image of a temporary chat goes with it, unless another chat shows it too', async () => {
    const { db } = server.server.services;
    const gif = Buffer.from('GIF89a......').toString('base64');
    const files = ['a', 'b'].map((file_id) => ({ file_id, filepath: `data:image/gif;base64,${gif}` }));
    const { conversationId } = await converse(server, user, { text: 'x', files, isTemporary: true });
    const [kept, lost] = ((await messagesOf(user, conversationId))[0]?.files ?? []).map((file) => file.file_id);
    await converse(server, user, { text: 'again', files: [{ file_id: kept }] });
    await db.conversation.update({ where: { id: conversationId }, data: { expiresAt: new Date(0) } });
    const statusOf = async (file_id = '') => (await user.rest('files.download', { params: { file_id } })).status;
    expect([await statusOf(kept), await statusOf(lost)]).toEqual([200, 404]);
    await inTransaction(db, removeExpiredConversations);
    expect(await db.conversation.count({ where: { id: conversationId } })).toBe(0);
    expect((await db.file.findMany({ where: { id: { in: [kept ?? '', lost ?? ''] } } })).map(({ id }) => id)).toEqual([
      kept,
    ]);
  });

  test('an image of a message that was not stored is not kept', async () => {
    const { db } = server.server.services;
    const gif = Buffer.from('GIF89a......').toString('base64');
    const before = await db.file.count();
    const inline = { file_id: 'a', filepath: `data:image/gif;base64,${gif}` };
    const send = (body: object) =>
      user.rest('chat.start', { body: { endpoint: 'openAI', model: 'gpt-4o', text: 'x', ...body } });
    expect((await send({ files: [inline, { ...inline, filepath: 'data:image/gif;base64,AAAA' }] })).status).toBe(415);
    expect(await db.file.count()).toBe(before);
    const messageId = newId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send({ messageId, files: [inline] })));
    expect(new Set(answers.map(({ status, body }) => `${status} ${(body as { runId: string }).runId}`)).size).toBe(1);
    expect(await db.file.count()).toBe(before + 1);
  });

  test('bytes that are no image are refused by name', async () => {
    const filepath = `data:image/png;base64,${Buffer.from('<html>not an image').toString('base64')}`;
    const answer = await user.rest('chat.start', {
      body: { endpoint: 'openAI', text: 'x', files: [{ file_id: 'a', filepath }] },
    });
    expect(answer.status).toBe(415);
    expect(JSON.stringify(answer.body)).toContain('files.0');
  });
});

describe('providers', () => {
  test.each([
    ['openAI', 'gpt-4o', {}],
    ['openAI', 'gpt-4o', { useResponsesApi: true }],
    ['anthropic', 'claude-sonnet-4-5', {}],
    ['google', 'gemini-2.5-flash', {}],
  ])('%s %s %j: text, reasoning and usage', async (endpoint, model, parameters) => {
    server.fake.enqueue([
      { type: 'reasoning', text: 'Let me think. ', signature: 'sig-1' },
      { type: 'text', text: 'Forty-two 🎉' },
      { type: 'usage', inputTokens: 10, outputTokens: 7 },
    ]);
    const turn = await converse(server, user, { endpoint, model, text: 'Why?', ...parameters });
    expect(turn.end.outcome).toBe('complete');
    const [think, text] = turn.end.responseMessage?.content ?? [];
    expect(think).toMatchObject({ type: 'think', think: 'Let me think. ' });
    expect(text).toEqual({ type: 'text', text: 'Forty-two 🎉' });
    expect(turn.end.responseMessage?.metadata?.['usage']).toMatchObject({ inputTokens: 10, outputTokens: 7 });
    expect(JSON.stringify(turn.events)).not.toContain('sig-1');
    const next = await converse(server, user, {
      endpoint,
      model,
      text: 'Sure?',
      ...parameters,
      conversationId: turn.conversationId,
    });
    expect(next.end.outcome).toBe('complete');
  });

  test.each([
    [401, 'auth'],
    [429, 'rate'],
    [400, 'bad_request'],
    [503, 'down'],
  ])('an upstream %d ends the turn as “%s”, in words without the key', async (status, code) => {
    for (let call = 0; call < 3; call++) {
      server.fake.enqueue([
        {
          type: 'http-error',
          status,
          body: { error: { message: 'bad key sk-canary-openai' } },
          headers: { 'retry-after': '0' },
        },
      ]);
    }
    const turn = await converse(server, user);
    expect(turn.end).toMatchObject({ outcome: 'failed', error: { code }, responseMessage: { error: true } });
    expect(turn.end.responseMessage?.content?.at(-1)).toMatchObject({ type: 'error' });
    expect(JSON.stringify(turn.events)).not.toContain('canary');
    expect(JSON.stringify(await messagesOf(user, turn.conversationId))).not.toContain('canary');
    expect(server.logLines.join('')).not.toContain('sk-canary');
  });

  test('a failure before the first token is tried again', async () => {
    server.fake.enqueue(
      [{ type: 'http-error', status: 500 }],
      [{ type: 'reset' }],
      [{ type: 'text', text: 'At last' }],
    );
    const turn = await converse(server, user);
    expect(turn.end.outcome).toBe('complete');
    expect(textOf(turn.end.responseMessage as Message)).toBe('At last');
  });

  test('a broken stream keeps the text and says so', async () => {
    // A reset takes bytes that are still on their way with it.
    server.fake.enqueue([{ type: 'text', text: 'Half an ans' }, { type: 'wait', ms: 200 }, { type: 'reset' }]);
    const turn = await converse(server, user);
    expect(turn.end.outcome).toBe('failed');
    expect(turn.end.responseMessage?.content?.map((part) => part.type)).toEqual(['text', 'error']);
    expect(chats()).toHaveLength(1);
  });

  test('without a key of one’s own the stream says so, and nothing is sent', async () => {
    await using own = await startTestServer({ env: { OPENAI_API_KEY: 'user_provided' } });
    const someone = await own.signUp();
    const refused = await converse(own, someone);
    expect(refused.end).toMatchObject({
      outcome: 'failed',
      responseMessage: null,
      error: { code: 'no_key', wire: '{"type":"no_user_key"}' },
    });
    expect(own.fake.requests).toHaveLength(0);
    expect(await messagesOf(someone, refused.conversationId)).toHaveLength(1);
    await someone.rest('keys.update', {
      body: { name: 'openAI', value: JSON.stringify({ apiKey: 'sk-mine', baseURL: 'http://127.0.0.1:1' }) },
    });
    const answered = await converse(own, someone, { conversationId: refused.conversationId });
    expect(answered.end.outcome).toBe('complete');
    expect(own.fake.requests[0]?.headers.authorization).toBe('Bearer sk-mine');
  });

  test('a model the operator does not offer is refused in the stream', async () => {
    const turn = await converse(server, user, { model: 'gpt-secret' });
    expect(turn.end.error?.wire).toBe('{"type":"illegal_model_request","info":"openAI|gpt-secret"}');
    expect(server.fake.requests).toHaveLength(0);
  });

  test('a message longer than the window is refused before the model is asked', async () => {
    const turn = await converse(server, user, { text: 'word '.repeat(2000), maxContextTokens: 100 });
    expect(turn.end.error?.wire).toMatch(/^{"type":"INPUT_LENGTH","info":"\d+ \/ 100"}$/);
    expect(await messagesOf(user, turn.conversationId)).toHaveLength(1);
  });
});

describe('what a turn refers to', () => {
  test.each([
    ['text', { text: '   ' }],
    ['endpoint', { endpoint: 'nowhere' }],
    ['conversationId', { conversationId: { $ne: '' } }],
    ['conversationId', { conversationId: 'not-an-id' }],
    ['temperature', { temperature: 'hot' }],
    ['overrideParentMessageId', { isRegenerate: true, conversationId: newId() }],
  ])('a wrong %s is a 400 that names it', async (field, change) => {
    const answer = await user.rest('chat.start', {
      body: { endpoint: 'openAI', model: 'gpt-4o', text: 'x', ...change },
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(
      new RegExp(field === 'overrideParentMessageId' ? 'conversationId' : field),
    );
  });

  test("another user's conversation, messages and ids are out of reach", async () => {
    const victim = await server.signUp();
    const theirs = await converse(server, victim, { text: 'CANARY' });
    const foreign = await user.rest('chat.start', {
      body: { endpoint: 'openAI', model: 'gpt-4o', text: 'x', conversationId: theirs.conversationId },
    });
    expect(foreign).toMatchObject({ status: 403, body: { type: 'convo_access' } });

    const mine = await converse(server, user);
    for (const change of [
      { parentMessageId: theirs.messageId },
      { isRegenerate: true, overrideParentMessageId: theirs.messageId },
      { editedContent: { index: 0, type: 'text', text: 'x' }, responseMessageId: theirs.responseMessageId },
    ]) {
      const answer = await user.rest('chat.start', {
        body: { endpoint: 'openAI', model: 'gpt-4o', text: 'x', conversationId: mine.conversationId, ...change },
      });
      expect(answer.status).toBe(400);
    }
    const reused = await converse(server, user, { text: 'mine', messageId: theirs.messageId });
    expect(reused.messageId).toBe(theirs.messageId);
    expect((await messagesOf(victim, theirs.conversationId))[0]?.text).toBe('CANARY');
  });
});
