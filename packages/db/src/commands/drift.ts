import { diffFromSchema } from '../migrations/diff.ts';
import { migrationsDir } from '../migrations/files.ts';
import { withMigratedScratch } from './scratch-database.ts';

/** The SQL that is missing between what the migrations make and what the schema says; null when they agree. */
export function findDrift(dir: string = migrationsDir): Promise<string | null> {
  return withMigratedScratch(dir, diffFromSchema);
}
