import { diffFromSchema } from '../migrations/diff.ts';
import { withMigratedScratch } from './scratch-database.ts';

/** The SQL that is missing between what the migrations make and what the schema says; null when they agree. */
export function findDrift(): Promise<string | null> {
  return withMigratedScratch(diffFromSchema);
}
