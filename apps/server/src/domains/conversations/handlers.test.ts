import { newId } from '@parley/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { converse } from '../../testing/chat.ts';
import { doors } from '../../testing/doors.ts';
import { startTestServer, type TestServer, type TestUser } from '../../testing/server.ts';

interface Page {
  conversations: { conversationId: string; title: string }[];
  nextCursor: string | null;
  cursor: string | null;
  hasMore: boolean;
  pageNumber: number;
  pages: number;
}

describe.each(doors)('conversations through %s', (door) => {
  let server: TestServer;
  let user: TestUser;
  let other: TestUser;
  beforeAll(async () => {
    server = await startTestServer();
    [user, other] = [await server.signUp(), await server.signUp()];
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const insert = async (change: object = {}) => {
    const data = { id: newId(), userId: user.id, title: 'A talk', endpoint: 'openAI', model: 'gpt-4o', ...change };
    return (await server.server.services.db.conversation.create({ data })).id;
  };
  const list = async (query: object = {}, who = user) =>
    (await who[door]('conversations.list', { query: { ...query } })).body as Page;

  test('pages by keyset through ties, forwards, whatever the sort', async () => {
    const someone = await server.signUp();
    const at = new Date('2026-01-01T00:00:00Z');
    for (let n = 0; n < 23; n++) {
      const moved = new Date(at.getTime() + Math.floor(n / 5) * 1000);
      await insert({ userId: someone.id, title: `Talk ${n % 4}`, createdAt: moved, updatedAt: moved });
    }
    for (const sortBy of ['updatedAt', 'createdAt', 'title']) {
      for (const sortDirection of ['asc', 'desc']) {
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let pageNumber = 1; ; pageNumber++) {
          const page = await list({ limit: 5, sortBy, sortDirection, ...(cursor ? { cursor } : {}) }, someone);
          expect(page).toMatchObject({
            pageNumber,
            pages: 5,
            cursor: page.nextCursor,
            hasMore: page.nextCursor !== null,
          });
          seen.push(...page.conversations.map((row) => row.conversationId));
          if (!page.nextCursor) break;
          cursor = page.nextCursor;
        }
        expect(new Set(seen).size).toBe(23);
        expect(seen).toHaveLength(23);
      }
    }
  });

  test('archived, temporary and foreign ones are not listed', async () => {
    const archived = await insert({ isArchived: true });
    const temporary = await insert({ expiresAt: new Date(Date.now() + 60_000) });
    const foreign = await insert({ userId: other.id });
    const ids = async (query: object) =>
      (await list({ limit: 100, ...query })).conversations.map((row) => row.conversationId);
    expect(await ids({})).not.toContain(archived);
    expect(await ids({})).not.toContain(temporary);
    expect(await ids({})).not.toContain(foreign);
    expect(await ids({ isArchived: true })).toEqual([archived]);
  });

  test('what cannot be read as a cursor starts from the first page', async () => {
    // Dates for JavaScript, but not for PostgreSQL.
    const unreadable = ['foo 1', '+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00Z'].map((primary) =>
      Buffer.from(JSON.stringify({ primary, id: newId() })).toString('base64'),
    );
    const first = await list({ limit: 2 });
    for (const cursor of ['nonsense', Buffer.from('{"primary":5}').toString('base64'), 'e30=', '\0', ...unreadable]) {
      expect((await list({ limit: 2, cursor })).conversations).toEqual(first.conversations);
    }
  });

  test('a foreign one does not exist for readers, and is refused to writers', async () => {
    const id = await insert({ userId: other.id, title: 'CANARY' });
    const read = await user[door]('conversations.get', { params: { conversationId: id } });
    const unknown = await user[door]('conversations.get', { params: { conversationId: newId() } });
    expect(read.status).toBe(404);
    expect(read.body).toEqual(unknown.body);
    for (const name of ['conversations.update', 'conversations.archive']) {
      const body = { conversationId: id, title: 'Mine', isArchived: true };
      expect((await user[door](name, { body })).status).toBe(403);
      expect((await user[door](name, { body: { ...body, conversationId: newId() } })).status).toBe(404);
    }
    expect((await user[door]('conversations.remove', { params: { conversationId: id } })).status).toBe(404);
    const row = await server.server.services.db.conversation.findUnique({ where: { id } });
    expect(row).toMatchObject({ title: 'CANARY', isArchived: false });
  });

  test('rename trims, cuts, keeps the expiry and wins over a generated title', async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const id = await insert({ expiresAt });
    const renamed = await user[door]('conversations.update', {
      body: { conversationId: id, title: `  ${'😀'.repeat(1100)} ` },
    });
    expect(renamed.body).toMatchObject({ title: '😀'.repeat(1024), expiredAt: expiresAt.toISOString() });
    const row = await server.server.services.db.conversation.findUnique({ where: { id } });
    expect(row?.titleSource).toBe('user');
  });

  test.each([
    {},
    { conversationId: 5, title: 'x' },
    { conversationId: { not: '' }, title: 'x' },
    { conversationId: 'new', title: 'x' },
  ])('update refuses %j', async (body) => {
    const answer = await user[door]('conversations.update', { body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('conversationId');
  });

  test('deleting takes the messages along and counts them', async () => {
    const id = await insert();
    const message = { conversationId: id, userId: user.id, isCreatedByUser: true };
    await server.server.services.db.message.createMany({
      data: [
        { ...message, messageId: newId() },
        { ...message, messageId: newId() },
      ],
    });
    const removed = await user[door]('conversations.remove', { params: { conversationId: id } });
    expect(removed.body).toEqual({
      acknowledged: true,
      deletedCount: 1,
      messages: { acknowledged: true, deletedCount: 2 },
    });
    expect(await server.server.services.db.message.count({ where: { conversationId: id } })).toBe(0);
    expect((await user[door]('conversations.get', { params: { conversationId: id } })).status).toBe(404);
  });
});

test('twenty who ask for a title at once cost one call to the model', async () => {
  await using server = await startTestServer();
  const user = await server.signUp();
  const { conversationId } = await converse(server, user);
  await user.rest('conversations.generatedTitle', { params: { conversationId } });
  await server.server.services.db.conversation.update({
    where: { id: conversationId },
    data: { titleSource: 'default' },
  });
  const before = server.fake.requests.length;
  const asked = Array.from({ length: 20 }, () =>
    user.rest('conversations.generateTitle', { body: { conversationId } }),
  );
  expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([200]));
  expect(server.fake.requests.length - before).toBe(1);
});

test('the wrapped body forms answer with their own status', async () => {
  await using server = await startTestServer();
  const user = await server.signUp();
  const { id } = await server.server.services.db.conversation.create({ data: { id: newId(), userId: user.id } });
  const wrapped = await user.rest('conversations.update', { body: { arg: { conversationId: id, title: 'One' } } });
  const flat = await user.rest('conversations.update', { body: { conversationId: id, title: 'Two' } });
  expect([wrapped.status, flat.status]).toEqual([201, 200]);
  const archived = await user.rest('conversations.archive', {
    body: { arg: { conversationId: id, isArchived: true } },
  });
  expect(archived).toMatchObject({ status: 200, body: { isArchived: true, title: 'Two' } });
});
