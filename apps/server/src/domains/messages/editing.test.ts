import type { Message } from '@parley/data-provider';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { converse, messagesOf, start } from '../../testing/chat.ts';
import { doors } from '../../testing/doors.ts';
import { openStream, readEvents } from '../../testing/events.ts';
import { startTestServer, type TestServer, type TestUser } from '../../testing/server.ts';

let server: TestServer;
let user: TestUser;
beforeAll(async () => {
  server = await startTestServer();
  user = await server.signUp();
});
afterEach(() => server.fake.reset());
afterAll(() => server[Symbol.asyncDispose]());

describe.each(doors)('edits through %s', (door) => {
  test('of ten parts at once all hold', async () => {
    const { conversationId, responseMessageId: messageId } = await converse(server, user);
    const content = Array.from({ length: 10 }, () => ({ type: 'text', text: 'before' }));
    await server.server.services.db.message.updateMany({ where: { messageId }, data: { content } });
    await Promise.all(
      content.map((_, index) =>
        user[door]('messages.update', {
          params: { conversationId, messageId },
          body: { index, text: `edit ${index}` },
        }),
      ),
    );
    const answer = (await messagesOf(user, conversationId))[1] as Message;
    expect(answer.content).toEqual(content.map((_, index) => ({ type: 'text', text: `edit ${index}` })));
  });

  test('lose against a deletion as not found', async () => {
    const { conversationId, messageId } = await converse(server, user);
    const edits = Array.from({ length: 10 }, (_, n) =>
      user[door]('messages.update', { params: { conversationId, messageId }, body: { text: `edit ${n}` } }),
    );
    const renames = Array.from({ length: 10 }, () =>
      user[door]('conversations.update', { body: { conversationId, title: 'x' } }),
    );
    const removal = user[door]('conversations.remove', { params: { conversationId } });
    const statuses = (await Promise.all([...edits, ...renames, removal])).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 404)).toEqual([]);
    expect(await server.server.services.db.message.count({ where: { conversationId } })).toBe(0);
  });

  test('wait until an answer is written', async () => {
    server.fake.enqueue([{ type: 'text', text: 'Not yet' }, { type: 'stall' }]);
    const { conversationId, responseMessageId: messageId, streamId } = await start(user);
    await readEvents(await openStream({ url: server.url, token: user.token, streamId }), ({ data }) =>
      data.includes('on_message_delta'),
    );
    const edit = () =>
      user[door]('messages.update', { params: { conversationId, messageId }, body: { index: 0, text: 'Mine' } });
    expect((await edit()).status).toBe(409);
    await user.rest('chat.abort', { body: { streamId } });
    expect((await edit()).status).toBe(200);
    expect((await messagesOf(user, conversationId))[1]?.content).toEqual([{ type: 'text', text: 'Mine' }]);
  });
});
