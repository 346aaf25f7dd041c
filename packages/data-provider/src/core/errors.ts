/**
 * Every error the product raises on purpose, with its HTTP status and default sentence.
 * Handlers name a code; only the adapter knows statuses and bodies.
 */
export const errorCatalogue = {
  invalid_request: { status: 400, message: 'The request is not valid.' },
  invalid_json: { status: 400, message: 'The request body contains malformed JSON' },
  unauthorized: { status: 401, message: 'Unauthorized' },
  forbidden: { status: 403, message: 'Forbidden' },
  not_found: { status: 404, message: 'Not found' },
  method_not_allowed: { status: 405, message: 'Method not allowed' },
  conflict: { status: 409, message: 'This conflicts with the current state.' },
  gone: { status: 410, message: 'This no longer exists.' },
  too_large: { status: 413, message: 'Request body too large' },
  unsupported_type: { status: 415, message: 'This kind of content is not accepted here.' },
  unprocessable: { status: 422, message: 'The request cannot be processed.' },
  rate_limited: { status: 429, message: 'Too many requests. Try again later.' },
  internal: { status: 500, message: 'An unknown error occurred.' },
  unavailable: { status: 503, message: 'The server cannot take this request now. Try again shortly.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

export interface FailOptions {
  /** Fields added to the body beside `error` and `message`, where the contract fixes some. They win. */
  body?: Readonly<Record<string, unknown>>;
  /** One entry per offending field. */
  details?: readonly ErrorDetail[];
  /** Seconds until a retry can succeed; becomes `Retry-After`. */
  retryAfter?: number;
  cause?: unknown;
}

export interface ErrorDetail {
  /** Dotted path with its source, such as `body.conversationId`. */
  field: string;
  message: string;
}

/** An expected failure. Its message is a sentence a user could read. */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly options: FailOptions;

  constructor(code: ErrorCode, message: string = errorCatalogue[code].message, options: FailOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.options = options;
  }
}

/** Ends the operation with an expected failure. */
export function fail(code: ErrorCode, message?: string, options?: FailOptions): never {
  throw new AppError(code, message, options);
}
