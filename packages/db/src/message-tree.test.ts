import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkIntegrity, newId, type Db } from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
let db: Db;
const userId = newId();
let here = '';
let elsewhere = '';

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  await db.user.create({ data: { id: userId, email: 'tree@example.com', name: 'Tree', role: 'ADMIN' } });
});
afterAll(() => database.close());

/** Two conversations of three messages in a row each, at positions 11 to 13 and 21 to 23. */
beforeEach(async () => {
  await db.conversation.deleteMany();
  [here, elsewhere] = [newId(), newId()];
  await db.conversation.createMany({ data: [here, elsewhere].map((id) => ({ id, userId })) });
  for (const [conversationId, base] of [
    [here, 10n],
    [elsewhere, 20n],
  ] as const) {
    for (const n of [1n, 2n, 3n]) {
      const parent = n === 1n ? {} : { parentMessageId: `m${base + n - 1n}`, parentPosition: base + n - 1n };
      await db.message.create({ data: { ...row(base + n, conversationId), ...parent } });
    }
  }
});

const row = (position: bigint, conversationId = here) => ({
  position,
  conversationId,
  userId,
  messageId: `m${position}`,
  isCreatedByUser: true,
});

describe('what no statement can write', () => {
  test.each([
    [
      'its own parent',
      `UPDATE messages SET parent_message_id = message_id, parent_position = position WHERE position = 11`,
    ],
    ['a cycle of two', `UPDATE messages SET parent_message_id = 'm12', parent_position = 12 WHERE position = 11`],
    ['a cycle of three', `UPDATE messages SET parent_message_id = 'm13', parent_position = 13 WHERE position = 11`],
    [
      'a cycle of three in one statement for all rows',
      `UPDATE messages SET parent_message_id = v.id, parent_position = v.pos
       FROM (VALUES (11, 'm13', 13), (12, 'm11', 11), (13, 'm12', 12)) AS v (own, id, pos) WHERE position = v.own`,
    ],
    [
      'a cycle of new rows',
      `INSERT INTO messages (position, conversation_id, user_id, message_id, is_created_by_user, parent_message_id, parent_position)
       SELECT v.own, id, user_id, v.mid, true, v.parent, v.pos FROM conversations,
         (VALUES (31, 'm31', 'm32', 32), (32, 'm32', 'm31', 31)) AS v (own, mid, parent, pos) WHERE id = $1::uuid`,
    ],
    [
      'a cycle by swapping positions',
      `UPDATE messages SET position = CASE position WHEN 11 THEN 112 ELSE 111 END,
         parent_message_id = CASE position WHEN 11 THEN 'm12' ELSE 'm11' END,
         parent_position = CASE position WHEN 11 THEN 111 ELSE 112 END
       WHERE position IN (11, 12) AND conversation_id = $1::uuid`,
    ],
    [
      'a parent in another conversation',
      `UPDATE messages SET parent_message_id = 'm11', parent_position = 11 WHERE position = 23`,
    ],
    ['a child moved to another conversation', `UPDATE messages SET conversation_id = $1::uuid WHERE position = 23`],
    ['a parent moved to another conversation', `UPDATE messages SET conversation_id = $1::uuid WHERE position = 21`],
    [
      'a parent that does not exist',
      `UPDATE messages SET parent_message_id = 'nope', parent_position = 1 WHERE position = 13`,
    ],
    ['a parent at another position', `UPDATE messages SET parent_position = 11 WHERE position = 13`],
    ['half a parent: no position', `UPDATE messages SET parent_position = NULL WHERE position = 13`],
    ['half a parent: no id', `UPDATE messages SET parent_message_id = NULL WHERE position = 13`],
    ['an orphan by deleting its parent', `DELETE FROM messages WHERE position = 12`],
    ['orphans by deleting the root', `DELETE FROM messages WHERE position IN (11, 12)`],
    ['an orphan by renaming its parent', `UPDATE messages SET message_id = 'other' WHERE position = 12`],
    ['an orphan by renumbering its parent', `UPDATE messages SET position = 5 WHERE position = 11`],
    ['a message without conversation', `UPDATE messages SET conversation_id = gen_random_uuid() WHERE position = 11`],
    [
      'an orphan by a statement with several parts',
      `WITH gone AS (DELETE FROM messages WHERE position = 13 RETURNING conversation_id, user_id)
       INSERT INTO messages (position, conversation_id, user_id, message_id, is_created_by_user, parent_message_id, parent_position)
       SELECT 14, conversation_id, user_id, 'm14', true, 'm13', 13 FROM gone`,
    ],
  ])('%s', async (_, sql) => {
    const before = await snapshot();
    const args = sql.includes('$1') ? [here] : [];
    await expect(db.$executeRawUnsafe(sql, ...args)).rejects.toThrow(/violates (foreign key|check) constraint/);
    expect(await snapshot()).toEqual(before);
    expect((await checkIntegrity(db)).filter(({ count }) => count > 0)).toEqual([]);
  });
});

describe('what has to work', () => {
  test('a branch, and a new root', async () => {
    await db.message.create({ data: { ...row(14n), parentMessageId: 'm11', parentPosition: 11n } });
    await db.message.create({ data: row(15n) });
    expect(await db.message.count({ where: { conversationId: here } })).toBe(5);
  });

  test('a whole conversation in one statement', async () => {
    const rows = Array.from({ length: 100 }, (_, n) => BigInt(1000 + n));
    await db.message.createMany({
      data: rows.map((n) => ({
        ...row(n),
        ...(n > 1000n && { parentMessageId: `m${n - 1n}`, parentPosition: n - 1n }),
      })),
    });
    expect(await db.message.count({ where: { position: { gte: 1000n } } })).toBe(100);
  });

  test('taking one message out and giving its followers to its parent', async () => {
    await db.$transaction(async (tx) => {
      await tx.message.updateMany({
        where: { parentPosition: 12n },
        data: { parentMessageId: 'm11', parentPosition: 11n },
      });
      await tx.message.delete({ where: { position: 12n } });
    });
    expect((await db.message.findUniqueOrThrow({ where: { position: 13n } })).parentPosition).toBe(11n);
  });

  test('deleting a branch in one statement, parents and children in any order', async () => {
    await db.$executeRaw`DELETE FROM messages WHERE position IN (13, 12)`;
    expect(await db.message.count({ where: { conversationId: here } })).toBe(1);
  });

  test('deleting a conversation takes its messages and runs along, and no others', async () => {
    await db.run.create({ data: aRun(here) });
    expect(await db.$executeRaw`DELETE FROM conversations WHERE id = ${here}::uuid`).toBe(1);
    expect(await db.message.count({ where: { conversationId: here } })).toBe(0);
    expect(await db.run.count()).toBe(0);
    expect(await db.message.count({ where: { conversationId: elsewhere } })).toBe(3);
  });

  test('deleting a user takes everything along', async () => {
    const other = newId();
    const conversationId = newId();
    await db.user.create({ data: { id: other, email: `${other}@example.com`, name: '' } });
    await db.conversation.create({ data: { id: conversationId, userId: other } });
    await db.message.create({ data: { ...row(41n, conversationId), userId: other } });
    await db.message.create({
      data: { ...row(42n, conversationId), userId: other, parentMessageId: 'm41', parentPosition: 41n },
    });
    await db.run.create({ data: { ...aRun(conversationId), userId: other } });
    await db.session.create({ data: { id: newId(), userId: other, expiresAt: new Date() } });
    await db.providerKey.create({ data: { userId: other, name: 'x', secret: 'y' } });
    expect(await db.$executeRaw`DELETE FROM users WHERE id = ${other}::uuid`).toBe(1);
    const left = await Promise.all([
      db.conversation.count({ where: { userId: other } }),
      db.message.count({ where: { userId: other } }),
      db.run.count({ where: { userId: other } }),
      db.session.count({ where: { userId: other } }),
      db.providerKey.count({ where: { userId: other } }),
    ]);
    expect(left).toEqual([0, 0, 0, 0, 0]);
    expect(await db.message.count()).toBe(6);
  });
});

const snapshot = () => db.$queryRaw`SELECT * FROM messages ORDER BY position`;

function aRun(conversationId: string) {
  return {
    id: newId(),
    userId,
    conversationId,
    requestMessageId: 'a',
    responseMessageId: 'b',
    endpoint: 'x',
    instanceId: newId(),
  };
}
