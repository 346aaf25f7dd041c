import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationsDir } from '../migrations/files.ts';
import { findDrift } from './drift.ts';

/** Writes the migration that is missing for the schema and returns its file; null when none is. */
export async function createMigration(name: string, dir: string = migrationsDir): Promise<string | null> {
  if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) throw new Error(`"${name}" is no name for a migration: use snake_case.`);
  const sql = await findDrift(dir);
  if (sql === null) return null;
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = join(dir, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'migration.sql');
  await writeFile(file, sql);
  return file;
}
