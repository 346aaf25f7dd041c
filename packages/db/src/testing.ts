import { createHash } from 'node:crypto';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { createDb, type Database } from './client.ts';
import { newId } from './id.ts';
import { applyMigrations } from './migrate.ts';
import { readMigrations } from './migrations/files.ts';

/** Address of a PostgreSQL on which tests may create databases. */
const databaseVariable = 'PARLEY_TEST_DATABASE_URL';
/** Port on which the run's global setup hands out the address of its own. */
const brokerVariable = 'PARLEY_TEST_DATABASE_BROKER';

export interface TestDatabase {
  url: string;
  db: Database;
  /** Closes `db` and removes the database. */
  close(): Promise<void>;
}

/** A fresh, migrated database of the caller's own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await findServer();
  const name = `parley_test_${newId().replaceAll('-', '')}`;
  await withAdmin(server, async (admin) => {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${await ensureTemplate(admin, server)}`);
  });
  const url = urlOf(server, name);
  const db = createDb({ url, applicationName: 'parley-test' });
  return {
    url,
    db,
    close: async () => {
      await db.close();
      await withAdmin(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

export function knowsServer(): boolean {
  return Boolean(process.env[databaseVariable] || process.env[brokerVariable]);
}

/** Tells the test processes, which inherit the environment, where the broker listens. */
export function announceBroker(address: AddressInfo | string | null): void {
  if (address !== null && typeof address === 'object') process.env[brokerVariable] = `${address.port}`;
  else delete process.env[brokerVariable];
}

async function findServer(): Promise<string> {
  const url = process.env[databaseVariable];
  if (url) return url;
  const port = process.env[brokerVariable];
  if (!port)
    throw new Error(`Set ${databaseVariable}, or name packages/db/src/testing/setup.ts as vitest's globalSetup.`);
  const answer = await text(connect(Number(port), '127.0.0.1'));
  if (answer.startsWith('!')) throw new Error(`The PostgreSQL for tests did not start: ${answer.slice(2)}`);
  return answer;
}

/** Makes, once for each set of migrations, the database that all others are copies of. */
async function ensureTemplate(admin: Client, server: string): Promise<string> {
  const migrations = await readMigrations();
  const key = createHash('sha256').update(migrations.map(({ checksum }) => checksum).join());
  const name = `parley_template_${key.digest('hex').slice(0, 16)}`;
  // All files start together; one makes it and the others wait.
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return name;
    const draft = `${name}_draft`;
    await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${draft}`);
    await applyMigrations({ url: urlOf(server, draft) });
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    return name;
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
}

async function withAdmin(server: string, fn: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: server });
  await admin.connect();
  try {
    await fn(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
