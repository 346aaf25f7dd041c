import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import { DatabaseError, type Client } from 'pg';

/**
 * Lets the schema engine work on one open connection. Prisma's own adapter will not do: it cuts a migration at every
 * semicolon, cannot read the catalogue's `"char"` columns, and takes a pool, where a transaction needs one connection.
 */
export function engineAdapter({ client, onScriptError }: EngineConnection): SqlDriverAdapterFactory {
  const identity = { provider: 'postgres', adapterName: '@prisma/adapter-pg' } as const;
  const adapter: SqlDriverAdapter = {
    ...identity,
    queryRaw: async (query) => toResultSet(await run(client, query)),
    executeRaw: async (query) => (await run(client, query)).rowCount ?? 0,
    executeScript: async (script) => {
      await client.query(script).catch((error: unknown) => {
        onScriptError?.(error);
        return rethrow(error);
      });
    },
    startTransaction: () => Promise.reject(new Error('Whoever owns the connection owns its transaction.')),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  };
  return { ...identity, connect: () => Promise.resolve(adapter) };
}

export interface EngineConnection {
  client: Client;
  /** Hears the database's own words about a migration that failed; the engine's bury them. */
  onScriptError?: (error: unknown) => void;
}

interface ArrayResult {
  fields: { name: string; dataTypeID: number }[];
  rows: unknown[][];
  rowCount: number | null;
}

function run(client: Client, { sql, args }: SqlQuery): Promise<ArrayResult> {
  return client.query<unknown[]>({ text: sql, values: args, rowMode: 'array' }).catch(rethrow);
}

function toResultSet({ fields, rows }: ArrayResult) {
  return {
    columnNames: fields.map((field) => field.name),
    columnTypes: fields.map((field) => columnTypes.get(field.dataTypeID) ?? ColumnTypeEnum.Text),
    rows: rows.map((row) => row.map((value) => (value instanceof Date ? value.toISOString() : value))),
  };
}

/** By the type's object id; all others the engine asks for are text to it. */
const columnTypes = new Map([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [1002, ColumnTypeEnum.TextArray],
  [1003, ColumnTypeEnum.TextArray],
  [1005, ColumnTypeEnum.Int32Array],
  [1007, ColumnTypeEnum.Int32Array],
  [1009, ColumnTypeEnum.TextArray],
  [1184, ColumnTypeEnum.DateTime],
]);

function rethrow(error: unknown): never {
  if (!(error instanceof DatabaseError)) throw error;
  const { code = 'XX000', severity = 'ERROR', message, detail, column, hint } = error;
  const original = { originalCode: code, originalMessage: message };
  throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint, ...original });
}
