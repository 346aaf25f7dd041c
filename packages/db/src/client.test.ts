import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDb, Prisma, newId } from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
const userId = newId();
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.user.create({ data: { id: userId, email: 'text@example.com', name: 'Text' } });
});
afterAll(() => database.close());

const dirty = 'a\0b \ud83d c \ud83d\ude00';
const clean = 'ab \ufffd c 😀';

test('text the database cannot hold is cleaned on every way in', async () => {
  const { db } = database;
  const id = newId();
  await db.conversation.create({
    data: { id, userId, title: dirty, tags: [dirty], parameters: { [dirty]: [dirty, { nested: dirty }], n: 1 } },
  });
  await expect(db.conversation.findUnique({ where: { id } })).resolves.toMatchObject({
    title: clean,
    tags: [clean],
    parameters: { [clean]: [clean, { nested: clean }], n: 1 },
  });
  await expect(db.conversation.count({ where: { title: { contains: dirty } } })).resolves.toBe(1);

  await db.conversation.update({ where: { id }, data: { messages: { create: [message('nested', dirty)] } } });
  await db.message.createMany({ data: [{ ...message('many', dirty), conversationId: id }] });
  await db.$executeRaw`INSERT INTO messages (conversation_id, user_id, message_id, is_created_by_user, text, content)
    VALUES (${id}::uuid, ${userId}::uuid, 'raw', true, ${dirty}, ${JSON.stringify([clean])}::jsonb)`;
  await db.$executeRawUnsafe('UPDATE messages SET sender = $1 WHERE conversation_id = $2::uuid', dirty, id);
  await db.$transaction(async (tx) => {
    await tx.message.create({ data: { ...message('transaction', dirty), conversationId: id, sender: dirty } });
  });
  const rows =
    await db.$queryRaw`SELECT message_id, text, sender FROM messages WHERE text = ${dirty} ORDER BY position`;
  expect(rows).toEqual(
    ['nested', 'many', 'raw', 'transaction'].map((id) => ({ message_id: id, text: clean, sender: clean })),
  );
});

test('values that are not text arrive as they are', async () => {
  const { db } = database;
  const id = newId();
  const createdAt = new Date('2026-03-29T01:30:00.123Z');
  await db.conversation.create({ data: { id, userId, createdAt } });
  await db.message.create({ data: { ...message('values', ''), conversationId: id, content: Prisma.JsonNull } });
  const data = new Uint8Array([0, 255, 0]);
  await db.file.create({ data: { id, userId, filename: 'x', mediaType: 'x/y', bytes: 3, data } });
  await expect(db.conversation.findUnique({ where: { id } })).resolves.toMatchObject({ createdAt });
  await expect(db.file.findUnique({ where: { id } })).resolves.toMatchObject({ data });
  await expect(db.$queryRaw`SELECT content::text FROM messages WHERE conversation_id = ${id}::uuid`).resolves.toEqual([
    { content: 'null' },
  ]);
});

test('times are right whatever zone the server is in', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await database.db.$executeRawUnsafe(`ALTER DATABASE ${name} SET TimeZone = 'Asia/Kathmandu'`);
  const db = createDb({ url: database.url, poolSize: 1 });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const id = newId();
    const expiresAt = new Date('2026-07-01T12:00:00.000Z');
    await db.conversation.create({ data: { id, userId, expiresAt } });
    expect((await db.conversation.findUniqueOrThrow({ where: { id } })).expiresAt).toEqual(expiresAt);
    const { rows } = await client.query('SELECT expires_at FROM conversations WHERE id = $1', [id]);
    expect(rows).toEqual([{ expires_at: expiresAt }]);
  } finally {
    await client.end();
    await db.close();
  }
});

function message(messageId: string, text: string) {
  return { userId, messageId, text, isCreatedByUser: true };
}
