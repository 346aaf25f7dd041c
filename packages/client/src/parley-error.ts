import {
  type AppRouter,
  type ErrorCode,
  errorCatalogue,
  type ErrorDetail,
  type ErrorShape,
} from '@parley/data-provider';
import { TRPCClientError } from '@trpc/client';

/** Codes of the API's own catalogue, and the two ways a call can fail without an answer. */
export type ParleyErrorCode = ErrorCode | 'network' | 'aborted';

interface Facts {
  code: ParleyErrorCode;
  /** HTTP status; null when no answer came. */
  status: number | null;
  details?: readonly ErrorDetail[];
  /** Fields the API adds to this error, such as `type`. */
  body?: Readonly<Record<string, unknown>>;
  /** Names an unexpected failure in the server log. */
  requestId?: string;
}

/** Every failure of a call, whichever door it took. Its message is a sentence for the reader. */
export class ParleyError extends TRPCClientError<AppRouter> {
  override name = 'ParleyError';
  readonly code: ParleyErrorCode;
  readonly status: number | null;
  readonly details: readonly ErrorDetail[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;

  constructor(message: string, facts: Facts, options: { shape?: ErrorShape; cause?: unknown } = {}) {
    const { shape, cause } = options;
    super(message, {
      ...(shape === undefined ? {} : { result: { error: shape } }),
      ...(cause instanceof Error ? { cause } : {}),
    });
    // The base class pins its own prototype, which would hide this one from `instanceof`.
    Object.setPrototypeOf(this, ParleyError.prototype);
    this.code = facts.code;
    this.status = facts.status;
    this.details = facts.details ?? [];
    this.body = facts.body ?? {};
    this.requestId = facts.requestId ?? null;
  }
}

const UNREACHABLE = 'The server cannot be reached.';

/** Makes a `ParleyError` of whatever a call rejected with. */
export function toParleyError(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  const shape = shapeOf(error);
  if (shape !== null) return fromShape(shape, error);
  if (isAbort(error))
    return new ParleyError('The call was cancelled.', { code: 'aborted', status: null }, { cause: error });
  const status = statusOf(error);
  if (status === null) return new ParleyError(UNREACHABLE, { code: 'network', status }, { cause: error });
  return new ParleyError(messageOfStatus(status), { code: codeOfStatus(status), status }, { cause: error });
}

/** The error a REST answer describes. */
export async function errorOfResponse(response: Response): Promise<ParleyError> {
  const { status } = response;
  const body = recordOf(await response.json().catch(() => null));
  const { message, error, details, requestId, ...rest } = body;
  const openai = recordOf(error);
  const text = [message, error, openai['message']].find((each) => typeof each === 'string');
  return new ParleyError(typeof text === 'string' ? text : messageOfStatus(status), {
    code: codeOfStatus(status),
    status,
    // The API's own form; what else answers here has none.
    ...(Array.isArray(details) ? { details: details as ErrorDetail[] } : {}),
    body: typeof error === 'string' && error !== message ? { ...rest, error } : { ...rest, ...openai },
    ...(typeof requestId === 'string' ? { requestId } : {}),
  });
}

function fromShape(shape: ErrorShape, cause: unknown): ParleyError {
  const { error, httpStatus, details, body, requestId } = shape.data;
  const facts: Facts = {
    code: error ?? codeOfStatus(httpStatus),
    status: httpStatus,
    ...(details === undefined ? {} : { details }),
    ...(body === undefined ? {} : { body }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  return new ParleyError(shape.message, facts, { shape, cause });
}

function shapeOf(error: unknown): ErrorShape | null {
  if (!(error instanceof TRPCClientError) || typeof error.data?.httpStatus !== 'number') return null;
  // The server's error formatter makes this shape of every error.
  return error.shape as ErrorShape;
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);

const isAbort = (error: unknown): boolean =>
  [error, causeOf(error)].some(
    (each) => each instanceof Error && (each.name === 'AbortError' || each.message === 'Aborted'),
  );

/** The status of an answer that was not ours, such as a proxy's: of a batch, or of an event stream. */
function statusOf(error: unknown): number | null {
  const response = error instanceof TRPCClientError ? error.meta?.['response'] : undefined;
  if (response instanceof Response && !response.ok) return response.status;
  const { code } = recordOf(causeOf(error));
  // Other causes have small numbers of their own there.
  return typeof code === 'number' && code >= 400 ? code : null;
}

function codeOfStatus(status: number): ErrorCode {
  if (status >= 500) return status === 500 ? 'internal' : 'unavailable';
  const known = Object.entries(errorCatalogue).find(([, entry]) => entry.status === status);
  // Keys of the catalogue are its codes.
  return (known?.[0] ?? 'invalid_request') as ErrorCode;
}

const messageOfStatus = (status: number): string => errorCatalogue[codeOfStatus(status)].message;

function recordOf(value: unknown): Record<string, unknown> {
  // Any object can be looked into by key.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
