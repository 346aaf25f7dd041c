import { Client } from 'pg';
import { applyMigrations } from '../migrate.ts';
import { startScratchPostgres } from '../scratch.ts';

/** Gives `fn` a connection to a throw-away database that has all migrations. */
export async function withMigratedScratch<T>(fn: (client: Client) => Promise<T>): Promise<T> {
  const { url, stop } = await startScratchPostgres();
  const client = new Client({ connectionString: url });
  try {
    await applyMigrations({ url });
    await client.connect();
    return await fn(client);
  } finally {
    await client.end();
    await stop();
  }
}
