import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkIntegrity, newId, type Db } from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
let db: Db;
const [userId, otherId, conversationId, otherConversationId] = [newId(), newId(), newId(), newId()];

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.close());

const findings = async () =>
  Object.fromEntries(
    (await checkIntegrity(db)).filter(({ count }) => count > 0).map(({ name, count }) => [name, count]),
  );

test('each kind of damage is counted, and only damage', async () => {
  expect(await findings()).toEqual({});

  await db.user.create({ data: { id: userId, email: 'a@example.com', name: '' } });
  expect(await findings()).toEqual({ 'users but no administrator': 1 });
  await db.user.create({ data: { id: otherId, email: 'b@example.com', name: '', role: 'ADMIN' } });
  await db.conversation.createMany({ data: [conversationId, otherConversationId].map((id) => ({ id, userId })) });
  await add(1, null);
  await add(2, 1);
  const run = { requestMessageId: '1', responseMessageId: '2', endpoint: 'x', instanceId: newId() };
  await db.run.create({ data: { ...run, id: newId(), userId, conversationId } });
  expect(await findings()).toEqual({});

  await db.run.create({ data: { ...run, id: newId(), userId, conversationId, heartbeatAt: new Date(0) } });
  expect(await findings()).toEqual({ 'running runs without a sign of life': 1 });
  await db.run.updateMany({ data: { status: 'error' } });
  await db.run.create({ data: { ...run, id: newId(), userId: otherId, conversationId } });
  expect(await findings()).toEqual({ 'runs of another owner than their conversation': 1 });
  await db.run.deleteMany();
  await db.message.updateMany({ where: { position: 2 }, data: { userId: otherId } });
  expect(await findings()).toEqual({ 'messages of another owner than their conversation': 1 });
  await db.message.updateMany({ data: { userId } });
  expect(await findings()).toEqual({});

  // The rest needs the constraints out of the way.
  for (const constraint of await constraintsOfMessages()) {
    await db.$executeRawUnsafe(`ALTER TABLE messages DROP CONSTRAINT "${constraint}"`);
  }
  await add(3, 99);
  expect(await findings()).toEqual({ 'messages without parent': 1, 'parents younger than their child': 1 });
  await db.message.update({ where: { position: 3 }, data: { parentPosition: null } });
  expect(await findings()).toEqual({ 'messages without parent': 1 });
  await db.message.delete({ where: { position: 3 } });

  await add(4, 2, otherConversationId);
  expect(await findings()).toEqual({ 'parents in another conversation': 1 });
  await db.message.delete({ where: { position: 4 } });

  await add(5, 6);
  await add(6, 5);
  await add(7, 6);
  expect(await findings()).toEqual({ 'messages in a cycle': 3, 'parents younger than their child': 1 });
  await db.message.deleteMany({ where: { position: { gte: 5 } } });

  await add(8, null, newId());
  expect(await findings()).toEqual({ 'messages without conversation': 1 });
});

function add(position: number, parent: number | null, inConversation = conversationId) {
  return db.message.create({
    data: {
      position,
      messageId: `${position}`,
      conversationId: inConversation,
      userId,
      isCreatedByUser: true,
      ...(parent !== null && { parentMessageId: `${parent}`, parentPosition: parent }),
    },
  });
}

async function constraintsOfMessages(): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT conname AS name FROM pg_constraint WHERE conrelid = 'messages'::regclass AND contype IN ('c', 'f')`;
  return rows.map(({ name }) => name);
}
