import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyMigrations } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
let client: Client;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parley-migrations-'));
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
});
afterEach(async () => {
  await client.end();
  await database.close();
  await rm(dir, { recursive: true });
});

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true });
  await writeFile(join(dir, name, 'migration.sql'), sql);
}

const migrate = () => applyMigrations({ url: database.url, dir });
const history = async () => (await client.query('SELECT * FROM _prisma_migrations ORDER BY started_at')).rows;

test('migrations are applied in order, once, and entered in the table as Prisma does', async () => {
  const sql = 'CREATE TABLE a (id int)';
  await writeMigration('20260102000000_b', 'ALTER TABLE a ADD COLUMN b int');
  await writeMigration('20260101000000_a', sql);
  expect(await migrate()).toEqual(['20260101000000_a', '20260102000000_b']);
  expect(await migrate()).toEqual([]);
  const rows = await history();
  expect(rows.map((row: { migration_name: string }) => row.migration_name)).toEqual([
    '20260101000000_a',
    '20260102000000_b',
  ]);
  expect(rows[0]).toMatchObject({
    checksum: createHash('sha256').update(sql).digest('hex'),
    applied_steps_count: 1,
    logs: null,
    rolled_back_at: null,
    started_at: expect.any(Date),
    finished_at: expect.any(Date),
  });
});

test('of processes that start together, one applies each migration', async () => {
  // A second run of either would fail.
  await writeMigration('20260101000000_a', 'CREATE TABLE a (id int); SELECT pg_sleep(0.1)');
  await writeMigration('20260102000000_b', 'ALTER TABLE a ADD COLUMN b int');
  const applied = await Promise.all([migrate(), migrate(), migrate(), migrate()]);
  expect(applied.flat().toSorted()).toEqual(['20260101000000_a', '20260102000000_b']);
  expect(await history()).toHaveLength(2);
});

test('a migration may hold functions, strings and comments with semicolons', async () => {
  await writeMigration(
    '20260101000000_a',
    `-- one; two
     CREATE TABLE a (note text DEFAULT 'x;y');
     CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a DEFAULT VALUES; RETURN 1; END $$;
     SELECT f();`,
  );
  await migrate();
  expect((await client.query('SELECT note FROM a')).rows).toEqual([{ note: 'x;y' }]);
});

test('a migration that fails leaves nothing behind, says why in one line, and can be tried again', async () => {
  await writeMigration('20260101000000_a', 'CREATE TABLE a (id int)');
  await writeMigration('20260102000000_b', 'CREATE TABLE b (id int); INSERT INTO a (nope) VALUES (1)');
  await expect(migrate()).rejects.toThrow(
    /^Migration 20260102000000_b failed and was rolled back: column "nope" of relation "a" does not exist$/,
  );
  expect(await history()).toHaveLength(1);
  expect((await client.query(`SELECT to_regclass('a') AS a, to_regclass('b') AS b`)).rows).toEqual([
    { a: 'a', b: null },
  ]);

  await client.query('ALTER TABLE a ADD COLUMN nope int');
  expect(await migrate()).toEqual(['20260102000000_b']);
});

test('a migration that another tool left unfinished stops the start', async () => {
  await writeMigration('20260101000000_a', 'CREATE TABLE a (id int)');
  await migrate();
  await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
  await expect(migrate()).rejects.toThrow('Migration 20260101000000_a was left unfinished');
  await client.query('UPDATE _prisma_migrations SET rolled_back_at = now(); DROP TABLE a');
  expect(await migrate()).toEqual(['20260101000000_a']);
});

test('edited and unknown migrations are reported', async () => {
  await writeMigration('20260101000000_a', 'CREATE TABLE a (id int)');
  await writeMigration('20260102000000_b', 'CREATE TABLE b (id int)');
  await migrate();
  await writeMigration('20260101000000_a', 'CREATE TABLE a (id bigint)');
  await rm(join(dir, '20260102000000_b'), { recursive: true });
  const warnings: unknown[] = [];
  const ignore = () => undefined;
  const log = { debug: ignore, info: ignore, warn: (fields: object) => warnings.push(fields), error: ignore };
  expect(await applyMigrations({ url: database.url, dir, log })).toEqual([]);
  expect(warnings).toEqual([{ migrations: ['20260101000000_a'] }, { migrations: ['20260102000000_b'] }]);
});

test('no lock is left on the session', async () => {
  await writeMigration('20260101000000_a', 'SELECT 1');
  await migrate();
  const { rows } = await client.query(`SELECT count(*)::int AS locks FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  expect(rows).toEqual([{ locks: 0 }]);
});
