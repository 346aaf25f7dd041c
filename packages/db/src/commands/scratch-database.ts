import { Client } from 'pg';
import { applyMigrations } from '../migrate.ts';
import { startScratchPostgres } from '../scratch.ts';

/** Gives `fn` a connection to a throw-away database that has all migrations of a folder. */
export async function withMigratedScratch<T>(dir: string, fn: (client: Client) => Promise<T>): Promise<T> {
  const postgres = await startScratchPostgres();
  const client = new Client({ connectionString: postgres.url });
  try {
    await applyMigrations({ url: postgres.url, dir });
    await client.connect();
    return await fn(client);
  } finally {
    await client.end();
    await postgres.stop();
  }
}
