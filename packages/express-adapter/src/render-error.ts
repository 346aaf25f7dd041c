import { AppError, type ErrorBody, type ErrorCode, type ErrorShape, errorCatalogue } from '@parley/data-provider/core';
import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';

/** What is away is mostly back soon. */
const RETRY_SECONDS = 2;

/** Makes an expected failure of anything thrown. Unknown errors lose their text here; it stays in the log. */
export function toAppError(error: unknown, isUnavailable: (error: unknown) => boolean): AppError {
  if (error instanceof AppError) return error;
  if (isUnavailable(error)) return new AppError('unavailable', undefined, { cause: error, retryAfter: RETRY_SECONDS });
  return new AppError('internal', undefined, { cause: error });
}

/** The JSON body of an error in REST. */
export function errorBody(error: AppError, style: ErrorBody, requestId: string): Record<string, unknown> {
  return style === 'openai' ? openaiBody(error) : bothBody(error, requestId);
}

function bothBody(error: AppError, requestId: string): Record<string, unknown> {
  const { details, body } = error.options;
  return {
    error: error.message,
    message: error.message,
    ...(details === undefined ? {} : { details }),
    ...(error.code === 'internal' ? { requestId } : {}),
    ...body,
  };
}

function openaiBody(error: AppError): Record<string, unknown> {
  return {
    error: {
      message: error.message,
      type: openaiType(error.code),
      param: null,
      code: error.code,
      ...error.options.body,
    },
  };
}

function openaiType(code: ErrorCode): string {
  if (code === 'forbidden') return 'permission_error';
  if (code === 'rate_limited') return 'rate_limit_error';
  return errorCatalogue[code].status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** The same error as a tRPC client sees it. */
export function errorShape(error: AppError, requestId: string): ErrorShape {
  const { details, body } = error.options;
  const code = trpcCodes[error.code];
  return {
    message: error.message,
    code: TRPC_ERROR_CODES_BY_KEY[code],
    data: {
      code,
      httpStatus: error.status,
      error: error.code,
      ...(details === undefined ? {} : { details }),
      ...(body === undefined ? {} : { body }),
      ...(error.code === 'internal' ? { requestId } : {}),
    },
  };
}

const trpcCodes = {
  invalid_request: 'BAD_REQUEST',
  invalid_json: 'BAD_REQUEST',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  method_not_allowed: 'METHOD_NOT_SUPPORTED',
  conflict: 'CONFLICT',
  // tRPC has no word for 410; `httpStatus` and our own code tell them apart.
  gone: 'NOT_FOUND',
  too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_type: 'UNSUPPORTED_MEDIA_TYPE',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  rate_limited: 'TOO_MANY_REQUESTS',
  internal: 'INTERNAL_SERVER_ERROR',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorCode, TRPC_ERROR_CODE_KEY>;
