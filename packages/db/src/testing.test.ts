import { expect, test } from 'vitest';
import { newId } from './id.ts';
import { createTestDatabase } from './testing.ts';

test('every caller gets a migrated database of its own, which is gone afterwards', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await one.db.user.create({ data: { id: newId(), email: 'a@example.com', name: 'A' } });
  expect(await one.db.user.count()).toBe(1);
  expect(await two.db.user.count()).toBe(0);
  const names = () =>
    two.db.$queryRaw`SELECT datname FROM pg_database WHERE datname = ${new URL(one.url).pathname.slice(1)}`;
  expect(await names()).toHaveLength(1);
  await one.close();
  expect(await names()).toHaveLength(0);
  await two.close();
});
