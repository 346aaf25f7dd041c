import { failure } from '../errors.ts';
import { specialSentences } from '../errors/sentences.ts';

/** `path` below `baseURL`; a query of the base, such as Azure's `api-version`, stays. */
export function operationURL(baseURL: string, path: string): URL {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw failure('bad_request', { message: specialSentences.badAddress });
  }
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return url;
}

/** The base URL as the SDK packages want it: valid, and without a slash at the end. */
export function checkedBaseURL(baseURL: string): string {
  return operationURL(baseURL, '').href.replace(/\/+$/, '');
}
