import { resolve } from 'node:path';
import { createMigration } from './commands/new-migration.ts';
import { findDrift } from './commands/drift.ts';
import { createDb } from './client.ts';
import { findRunningPostgres, startEmbeddedPostgres } from './embedded.ts';
import { checkIntegrity } from './integrity.ts';
import type { Log } from './log.ts';
import { applyMigrations } from './migrate.ts';

const { DATABASE_URL, DATA_DIR, INIT_CWD = process.cwd() } = process.env;
const repository = resolve(import.meta.dirname, '../../..');
// Package managers change the folder, and keep the one where the command was typed.
const dataDir = DATA_DIR === undefined ? resolve(repository, 'data') : resolve(INIT_CWD, DATA_DIR);
const log: Log = {
  debug: () => undefined,
  info: (fields, message) => console.log(message, fields),
  warn: (fields, message) => console.warn(message, fields),
  error: (fields, message) => console.error(message, fields),
};

/** Each returns whether all is well. */
const commands: Record<string, (argument: string | undefined) => Promise<boolean>> = {
  migrate: () =>
    withDatabase(async (url) => {
      const applied = await applyMigrations({ url, log });
      if (applied.length === 0) console.log('The database is up to date.');
      return true;
    }),
  new: async (name) => {
    if (name === undefined) throw new Error('Say what it does: db:new add_memories');
    console.log((await createMigration(name)) ?? 'The migrations already lead to the schema; nothing to write.');
    return true;
  },
  check: () =>
    withDatabase(async (url) => {
      const db = createDb({ url, poolSize: 1, applicationName: 'parley-check', statementTimeoutMs: 600_000 });
      const findings = await checkIntegrity(db);
      await db.close();
      console.table(Object.fromEntries(findings.map(({ name, count }) => [name, { count }])));
      return findings.every(({ count }) => count === 0);
    }),
  drift: async () => {
    const difference = await findDrift();
    if (difference !== null) console.error(`The migrations do not lead to the schema. Missing:\n\n${difference}`);
    return difference === null;
  },
};

/** The configured database; without one, the data folder's, which a server may be running at this moment. */
async function withDatabase<T>(fn: (url: string) => Promise<T>): Promise<T> {
  const url = DATABASE_URL ?? (await findRunningPostgres(dataDir));
  if (url !== null) return fn(url);
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  try {
    return await fn(postgres.url);
  } finally {
    await postgres.stop();
  }
}

const [name = '', argument] = process.argv.slice(2);
try {
  const command = commands[name];
  if (command === undefined)
    throw new Error(`Unknown command "${name}"; there are ${Object.keys(commands).join(', ')}.`);
  // The schema engine keeps a timer for ten seconds after its work.
  process.exit((await command(argument)) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
