import { Client } from 'pg';
import type { Log } from './log.ts';
import { openSchemaEngine } from './migrations/engine.ts';
import { migrationsDir, readMigrations, toMigrationList, type Migration } from './migrations/files.ts';
import { readApplied } from './migrations/history.ts';

export interface MigrateOptions {
  url: string;
  log?: Log;
  /** Another folder than the program's own. */
  dir?: string;
}

/** Prisma's key, so that its command line waits for us and we for it. */
const lockKey = 72707369;

/**
 * Brings the database up to the program's migrations and returns the names of those it applied. Processes that start
 * together apply each of them once. Each runs in one transaction with its row in Prisma's table: all of it, or nothing.
 */
export async function applyMigrations({ url, log, dir = migrationsDir }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(dir);
  const client = new Client({
    connectionString: url,
    application_name: 'parley-migrate',
    connectionTimeoutMillis: 5_000,
  });
  // A connection that breaks between two queries fails the next one; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const applied = await readApplied(client);
    warnOfDifferences(migrations, applied, log);
    const done: string[] = [];
    for (const [index, { name }] of migrations.entries()) {
      if (applied.has(name) || !(await applyLast(client, migrations.slice(0, index + 1)))) continue;
      log?.info({ migration: name }, 'Database migrated.');
      done.push(name);
    }
    return done;
  } finally {
    await client.end();
  }
}

/** Applies the last one given, unless another process was faster. */
async function applyLast(client: Client, migrations: Migration[]): Promise<boolean> {
  const name = migrations.at(-1)?.name ?? '';
  let cause: unknown;
  await client.query(`BEGIN; SET LOCAL lock_timeout = '10min'`);
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    if ((await readApplied(client)).has(name)) return false;
    const engine = await openSchemaEngine({ client, onScriptError: (error) => (cause = error) });
    const filters = { externalTables: [], externalEnums: [] };
    await engine.applyMigrations({ migrationsList: toMigrationList(migrations), filters });
    // The engine's own lock is the session's, which outlives us where a pooler keeps the session.
    await client.query('SELECT pg_advisory_unlock_all()');
    await client.query('COMMIT');
    return true;
  } catch (error) {
    cause ??= error;
    throw new Error(`Migration ${name} failed and was rolled back: ${firstLine(cause)}`, { cause });
  } finally {
    // After a commit this does nothing; on a broken connection there is nothing left to roll back.
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

function warnOfDifferences(migrations: Migration[], applied: Map<string, string>, log?: Log): void {
  const edited = migrations.filter(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (edited.length > 0) {
    log?.warn({ migrations: edited.map(({ name }) => name) }, 'Migrations were edited after they had been applied.');
  }
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    log?.warn({ migrations: unknown }, 'The database has been used by a newer version of this program.');
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}
