import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from './embedded/process.ts';
import {
  applyMigrations,
  createDb,
  isForeignKeyViolation,
  isUnavailable,
  isUniqueViolation,
  newId,
  type Db,
} from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
const user = { id: newId(), email: 'errors@example.com', name: '' };
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.user.create({ data: user });
});
afterAll(() => database.close());

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('It was expected to fail.'),
    (error: unknown) => error,
  );

describe('violations', () => {
  test.each([
    ['a model', (db: Db) => db.user.create({ data: { ...user, id: newId() } })],
    ['many at once', (db: Db) => db.user.createMany({ data: [{ ...user, id: newId() }] })],
    [
      'raw SQL',
      (db: Db) => db.$executeRaw`INSERT INTO users (id, email, name, updated_at)
        VALUES (${newId()}::uuid, ${user.email}, '', now())`,
    ],
  ])('a key that exists is recognised through %s', async (_, write) => {
    const error = await failureOf(write(database.db));
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'users_email_key')).toBe(true);
    expect(isUniqueViolation(error, 'users_pkey')).toBe(false);
    expect(isForeignKeyViolation(error)).toBe(false);
    expect(isUnavailable(error)).toBe(false);
  });

  test.each([
    ['a model', (db: Db) => db.conversation.create({ data: { id: newId(), userId: newId() } })],
    [
      'raw SQL',
      (db: Db) => db.$executeRaw`INSERT INTO conversations (id, user_id)
        VALUES (${newId()}::uuid, ${newId()}::uuid)`,
    ],
  ])('a missing row is recognised through %s', async (_, write) => {
    const error = await failureOf(write(database.db));
    expect(isForeignKeyViolation(error)).toBe(true);
    expect(isForeignKeyViolation(error, 'conversations_user_id_fkey')).toBe(true);
    expect(isForeignKeyViolation(error, 'runs_user_id_fkey')).toBe(false);
    expect(isUniqueViolation(error)).toBe(false);
    expect(isUnavailable(error)).toBe(false);
  });

  test.each([
    undefined,
    null,
    'text',
    new Error('other'),
    { code: 'P2025' },
    Object.assign(new Error(), { code: 'ENOENT' }),
  ])('%s is none of them', (error) => {
    expect([isUniqueViolation(error), isForeignKeyViolation(error), isUnavailable(error)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('unavailable', () => {
  test('nobody listens', async () => {
    const verdicts = await judge(`postgresql://u:p@127.0.0.1:${await freePort()}/x`);
    expect(verdicts).toEqual([true, true, true, true]);
  });

  test('the connection is cut while it is made', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    expect(await judge(`postgresql://u:p@127.0.0.1:${address.port}/x`)).toEqual([true, true, true, true]);
    server.close();
  });

  test('all connections are taken', async () => {
    const db = createDb({ url: database.url, poolSize: 1 });
    const release = Promise.withResolvers<void>();
    const taken = Promise.withResolvers<void>();
    const holder = db.$transaction(async (tx) => {
      await tx.user.count();
      taken.resolve();
      await release.promise;
    });
    await taken.promise;
    const errors = await Promise.all([failureOf(db.user.count()), failureOf(db.$transaction((tx) => tx.user.count()))]);
    release.resolve();
    await holder;
    expect(errors.map(isUnavailable)).toEqual([true, true]);
    expect(await db.user.count()).toBe(1);
    await db.close();
  });

  test('the server ends the connection, and the next call gets a new one', async () => {
    const { db } = database;
    expect(isUnavailable(await failureOf(db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`))).toBe(true);
    const inTheMiddle = db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`.catch(() => undefined);
      await tx.user.count();
    });
    expect(isUnavailable(await failureOf(inTheMiddle))).toBe(true);
    expect(await db.user.count()).toBe(1);
  });

  test('the server is read-only, as a replica is', async () => {
    const { db } = database;
    const writes = [
      (tx: Db) => tx.user.update({ where: { id: user.id }, data: { name: 'x' } }),
      (tx: Db) => tx.$executeRaw`DELETE FROM users`,
    ];
    for (const write of writes) {
      const readOnly = db.$transaction(async (tx) => {
        await tx.$executeRaw`SET TRANSACTION READ ONLY`;
        await write(tx);
      });
      expect(isUnavailable(await failureOf(readOnly))).toBe(true);
    }
  });

  test('a statement takes too long', async () => {
    const slow = database.db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 20`;
      await tx.$queryRaw`SELECT pg_sleep(10)::text`;
    });
    expect(isUnavailable(await failureOf(slow))).toBe(true);

    const impatient = createDb({ url: database.url, statementTimeoutMs: 20 });
    expect(isUnavailable(await failureOf(impatient.$queryRaw`SELECT pg_sleep(10)::text`))).toBe(true);
    await impatient.close();
  });

  test.each(['08006', '53300', '53100', '55P03', '57P01', '57P03', '40001'])('the server says %s', async (state) => {
    const sql = `DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${state}'; END $$`;
    expect(isUnavailable(await failureOf(database.db.$executeRawUnsafe(sql)))).toBe(true);
  });

  test.each(['22001', '23514', '42601', 'P0001'])('but not when it says %s', async (state) => {
    const sql = `DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${state}'; END $$`;
    expect(isUnavailable(await failureOf(database.db.$executeRawUnsafe(sql)))).toBe(false);
  });

  /** What each way in says about a server that cannot be used. */
  async function judge(url: string): Promise<boolean[]> {
    const db = createDb({ url });
    const errors = await Promise.all([
      failureOf(db.user.count()),
      failureOf(db.$queryRaw`SELECT 1`),
      failureOf(db.$transaction((tx) => tx.user.count())),
      failureOf(applyMigrations({ url })),
    ]);
    await db.close();
    return errors.map(isUnavailable);
  }
});
