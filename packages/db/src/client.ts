import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { Prisma, PrismaClient } from '../generated/client.ts';
import { cleanValue } from './clean-text.ts';

export interface DbOptions {
  url: string;
  /** Most connections this process opens at the same time. */
  poolSize?: number;
  /** What the server's list of connections calls this process. */
  applicationName?: string;
  /** How long the server works on one statement before it gives up. */
  statementTimeoutMs?: number;
}

/** The root handle: what a store needs, and the way to end it. */
export type Database = ReturnType<typeof createDb>;
/** What stores take. A transaction is just another `Db`. */
export type Db = Omit<Database, 'close' | '$connect' | '$disconnect' | '$on' | '$use' | '$extends'>;

export function createDb({ url, poolSize = 10, applicationName = 'parley', statementTimeoutMs = 30_000 }: DbOptions) {
  const sessionSettings = [
    // The adapter reads and writes timestamps without their offset.
    `SET TimeZone = 'UTC'`,
    `SET statement_timeout = ${statementTimeoutMs}`,
    `SET idle_in_transaction_session_timeout = 60000`,
  ].join(';');
  const pool = new Pool({
    connectionString: url,
    application_name: applicationName,
    max: poolSize,
    keepAlive: true,
    // Both for a new connection and for a place in the pool: a caller gets an answer, not a queue.
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    // The server's own timeout comes first; this one is for a server that no longer answers.
    query_timeout: statementTimeoutMs + 5_000,
    // Statements, not startup parameters: connection poolers refuse those.
    onConnect: (client) => {
      // When this fails the connection is gone, and so says the query that waits behind it.
      client.query(sessionSettings).catch(() => undefined);
    },
  });
  // An idle connection broke. The pool has dropped it; without a listener the process would end.
  pool.on('error', () => undefined);

  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 5_000, timeout: statementTimeoutMs },
  });
  return client.$extends(withCleanText).$extends({
    client: {
      async close() {
        await client.$disconnect();
        await pool.end();
      },
    },
  });
}

/** The one place all text passes on its way into the database. */
const withCleanText = Prisma.defineExtension({
  name: 'clean-text',
  query: { $allOperations: ({ args, query }) => query(cleanArgs(args)) },
});

function cleanArgs<T>(args: T): T {
  // Casts: cleaning changes strings, never a shape.
  if (!(args instanceof Prisma.Sql)) return cleanValue(args) as T;
  const values = cleanValue(args.values) as typeof args.values;
  return values === args.values ? args : (new Prisma.Sql(args.strings, values) as typeof args);
}
