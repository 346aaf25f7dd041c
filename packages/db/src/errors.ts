/** What is known of an error that came from the database, whichever layer it came through. */
interface DatabaseFault {
  /** Prisma's (`P2002`), the system's (`ECONNREFUSED`), or PostgreSQL's when nothing wrapped it. */
  code: string;
  /** PostgreSQL's five characters; empty when the error did not come from the server. */
  sqlState: string;
  /** The adapter's word for it; empty when it had none. */
  kind: string;
  /** Name of the constraint that was broken. */
  constraint: string;
  message: string;
}

/** Something with this key exists. `constraint` narrows it to one index, such as `users_email_key`. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const fault = readFault(error);
  return fault.sqlState === '23505' && (constraint === undefined || fault.constraint === constraint);
}

/** The row refers to one that does not exist, or is still referred to. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  const fault = readFault(error);
  return fault.sqlState === '23503' && (constraint === undefined || fault.constraint === constraint);
}

/** The transaction lost against another one and may well succeed when it is run again. */
export function isWriteConflict(error: unknown): boolean {
  const { sqlState } = readFault(error);
  return sqlState === '40001' || sqlState === '40P01';
}

/**
 * The database cannot serve this now: out of reach, shutting down, full, read-only, too slow, or too busy. The caller
 * did nothing wrong and may try again later.
 */
export function isUnavailable(error: unknown): boolean {
  const { code, sqlState, kind, message } = readFault(error);
  if (sqlState !== '') return unavailableState.test(sqlState);
  return unavailableKinds.has(kind) || unavailableCode.test(code) || unavailableMessage.test(message);
}

/**
 * Connection (08), transaction idle or too long (25P03, 25P04), read-only (25006), lost to others (40001, 40P01),
 * resources (53), lock not had in time (55P03), cancelled or shut down (57014, 57P0x), system (58).
 */
const unavailableState = /^(08|25P0[34]|25006|40001|40P01|53|55P03|57014|57P0|58)/;

const unavailableKinds = new Set([
  'ConnectionClosed',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
]);

const unavailableCode = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN)/;

/** The driver, its pool and Prisma's transactions have only words for these. */
const unavailableMessage = new RegExp(
  [
    'timeout exceeded when trying to connect',
    'Connection terminated',
    'Query read timeout',
    'is not queryable',
    'Cannot use a pool after calling end',
    'Unable to start a transaction in the given time',
    'expired transaction',
  ].join('|'),
);

function readFault(error: unknown): DatabaseFault {
  const adapterError = property(property(error, 'meta'), 'driverAdapterError') ?? error;
  const cause = property(adapterError, 'cause');
  const code = text(error, 'code');
  return {
    code,
    sqlState: text(cause, 'originalCode') || (isSqlState(code) ? code : ''),
    kind: text(cause, 'kind'),
    constraint: text(property(cause, 'constraint'), 'index') || text(error, 'constraint'),
    message: text(error, 'message'),
  };
}

/** Prisma's codes and `EPIPE` have five characters as well. */
function isSqlState(code: string): boolean {
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(code) && !/^P[1-9]/.test(code);
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function text(value: unknown, key: string): string {
  const found = property(value, key);
  return typeof found === 'string' ? found : '';
}
