import type { Message } from '@parley/data-provider';
import { expect, test } from 'vitest';
import { converse, messagesOf } from '../../testing/chat.ts';
import { startTestServer } from '../../testing/server.ts';

test('a conversation of any length is read whole and in order', async () => {
  await using server = await startTestServer();
  const user = await server.signUp();
  const { conversationId } = await converse(server, user);
  const db = server.server.services.db;
  for (const upTo of [498, 499, 1300]) {
    const have = await db.message.count({ where: { conversationId } });
    await db.$executeRaw`
      INSERT INTO messages (conversation_id, user_id, message_id, is_created_by_user)
      SELECT ${conversationId}::uuid, ${user.id}::uuid, 'm' || n, true FROM generate_series(${have - 1}::int, ${upTo}::int) AS n`;
    const ids = (await messagesOf(user, conversationId)).map(({ messageId }: Message) => messageId);
    expect(ids.slice(2)).toEqual(Array.from({ length: upTo }, (_, index) => `m${index + 1}`));
  }
});
