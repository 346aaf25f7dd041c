import { APICallError, JSONParseError, TypeValidationError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { errorFromResponse, errorFromStream, errorFromThrown, failure } from '../errors.ts';
import type { ProviderError } from '../port.ts';

/** What an `error` part of a stream means. */
export function errorFromPart(error: unknown): ProviderError {
  if (JSONParseError.isInstance(error)) return failure('malformed', { detail: 'not JSON' });
  if (TypeValidationError.isInstance(error)) {
    return reportsError(error.value) ? errorFromStream(error.value) : failure('malformed', { detail: 'unknown shape' });
  }
  return error instanceof Error ? errorFromCall(error) : errorFromStream(error);
}

/** What a package threw, before the stream or out of it. */
export function errorFromCall(error: unknown): ProviderError {
  if (UnsupportedFunctionalityError.isInstance(error)) return failure('unsupported', { detail: error.functionality });
  // Answers that were no success come as our own errors; this is a stream that began with an error.
  if (APICallError.isInstance(error) && error.cause === undefined) return errorFromApiCall(error);
  return errorFromThrown(error);
}

function errorFromApiCall({ statusCode, responseHeaders, responseBody }: APICallError): ProviderError {
  if (statusCode === undefined || statusCode < 300) return failure('malformed');
  return errorFromResponse({ status: statusCode, headers: responseHeaders ?? {}, body: responseBody ?? '' });
}

const reportsError = (value: unknown) =>
  typeof value === 'object' && value !== null && 'error' in value && value.error !== null;
