import type { Client } from 'pg';

/** Name and checksum of every migration in the database, from Prisma's table. */
export async function readApplied(client: Client): Promise<Map<string, string>> {
  // Not `to_regclass`: it keeps answering from its cache when another session made the table while we waited for a lock.
  const tables = await client.query(
    `SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_prisma_migrations'`,
  );
  if (tables.rowCount === 0) return new Map();
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  const broken = rows.find(({ finished }) => !finished);
  if (broken !== undefined) {
    throw new Error(`Migration ${broken.name} was left unfinished; settle it with "prisma migrate resolve".`);
  }
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}
