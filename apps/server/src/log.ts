import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

const secretFields = ['authorization', 'cookie', 'password', 'token', 'apiKey'];

/** The log of the process. Errors are cut down to what helps to mend them: never a statement's values, never a key. */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    redact: secretFields.flatMap((field) => [field, `*.${field}`]),
    serializers: { err: describeError, error: describeError },
  };
  if (to) return pino(options, to);
  if (!process.stdout.isTTY) return pino(options);
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } },
  });
}

const longestMessage = 500;
const deepestCause = 3;

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? masked(error) : typeof error;
  const { code, status } = error as Error & { code?: unknown; status?: unknown }; // read as unknown, so it claims nothing
  return {
    type: error.constructor.name,
    message: masked(error.message),
    ...(isShort(code) ? { code } : {}),
    ...(isShort(status) ? { status } : {}),
    // Without its first lines, which repeat the message.
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause === undefined || depth === deepestCause ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

const isShort = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && value.length < 64);

/** Keys, bearer tokens and passwords in addresses, as upstreams like to repeat them. */
const masked = (text: string): string =>
  text
    .slice(0, longestMessage)
    .replace(/\b(sk-|Bearer\s+|key=|AIza)[\w.~+/*-]{4,}/gi, '$1[hidden]')
    .replace(/\/\/[^\s/@]+@/g, '//[hidden]@');
