import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDrift } from './drift.ts';
import { createMigration } from './new-migration.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parley-migrations-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('the migrations of this repository lead to its schema', async () => {
  expect(await findDrift()).toBeNull();
});

test('what is missing is written as a migration, after which nothing is missing', async () => {
  expect(await findDrift(dir)).toContain('CREATE TABLE "messages"');
  const file = await createMigration('add_everything', dir);
  expect(file).toMatch(/\/\d{14}_add_everything\/migration\.sql$/);
  expect(await readFile(file ?? '', 'utf8')).toContain('CREATE TABLE "users"');
  expect(await createMigration('add_nothing', dir)).toBeNull();
});

test.each(['', 'Add Things', '../x', 'a__b', 'a-b'])('%j is not a name', async (name) => {
  await expect(createMigration(name, dir)).rejects.toThrow('is no name for a migration');
});
