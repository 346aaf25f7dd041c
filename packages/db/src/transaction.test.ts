import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, newId, type Db } from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const addUser = (db: Db, email: string) => db.user.create({ data: { id: newId(), email, name: '' } });
const raise = (db: Db, state: string) =>
  db.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'told to' USING ERRCODE = '${state}'; END $$`);

test('writes happen together or not at all', async () => {
  const failed = inTransaction(database.db, async (tx) => {
    await addUser(tx, 'half@example.com');
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await database.db.user.count({ where: { email: 'half@example.com' } })).toBe(0);
});

test('a transaction within a transaction is the same one', async () => {
  const failed = inTransaction(database.db, async (outer) => {
    await inTransaction(outer, (inner) => addUser(inner, 'inner@example.com'));
    expect(await outer.user.count({ where: { email: 'inner@example.com' } })).toBe(1);
    throw new Error('outer');
  });
  await expect(failed).rejects.toThrow('outer');
  expect(await database.db.user.count({ where: { email: 'inner@example.com' } })).toBe(0);
});

test('transactions that collide are run again until each has had its turn', async () => {
  const { id } = await addUser(database.db, 'counter@example.com');
  const increment = () =>
    inTransaction(
      database.db,
      async (tx) => {
        const user = await tx.user.findUniqueOrThrow({ where: { id } });
        await tx.user.update({ where: { id }, data: { name: `${user.name}+` } });
      },
      { isolation: 'Serializable' },
    );
  await Promise.all([increment(), increment(), increment()]);
  expect((await database.db.user.findUniqueOrThrow({ where: { id } })).name).toBe('+++');
});

test('a deadlock is resolved by running the loser again', async () => {
  const [a, b] = await Promise.all([addUser(database.db, 'a@example.com'), addUser(database.db, 'b@example.com')]);
  let runs = 0;
  const bothLocked = Promise.withResolvers<void>();
  const rename = (first: string, second: string) =>
    inTransaction(database.db, async (tx) => {
      await tx.user.update({ where: { id: first }, data: { name: 'x' } });
      if (++runs >= 2) bothLocked.resolve();
      await bothLocked.promise;
      await tx.user.update({ where: { id: second }, data: { name: 'x' } });
    });
  await Promise.all([rename(a.id, b.id), rename(b.id, a.id)]);
  expect(runs).toBe(3);
});

test.each([
  ['40001', 4],
  ['40P01', 4],
  ['23505', 1],
  ['57014', 1],
  ['P0001', 1],
])('a transaction that always fails with %s is run %i times', async (state, expected) => {
  let runs = 0;
  const failed = inTransaction(database.db, async (tx) => {
    runs++;
    await raise(tx, state);
  });
  await expect(failed).rejects.toThrow('told to');
  expect(runs).toBe(expected);
});
