import type { ProviderErrorCode } from '@parley/data-provider';
import type { Failure } from './failure.ts';

type Rule = readonly [code: ProviderErrorCode, applies: (failure: Failure) => boolean];

const named = (pattern: RegExp) => (failure: Failure) => pattern.test(failure.names);
const says = (pattern: RegExp) => (failure: Failure) => pattern.test(failure.message);
const status =
  (...statuses: readonly number[]) =>
  (failure: Failure) =>
    failure.status !== null && statuses.includes(failure.status);

const tooLong =
  /context.{0,20}(length|window|size|limit)|prompt is too long|input (is )?too long|too many (input )?tokens|input token count|maximum.{0,20}tokens/i;
const noCredit = /credit balance|insufficient (balance|credit|funds|quota)|billing|exceeded your current quota/i;
const notOffered =
  /(does|do|is|are) not (support|exist)|not supported|unsupported|no such model|model.{0,80}not found|unknown model/i;

/** First rule that applies wins: vendors use one status for many things, so what they say comes before it. */
const rules: readonly Rule[] = [
  ['context_length', named(/context_length|request_too_large|context_window/)],
  ['quota', named(/insufficient_quota|billing|insufficient_balance/)],
  ['quota', status(402)],
  ['auth', status(401, 403)],
  ['auth', says(/api key not valid|invalid api key|incorrect api key/i)],
  // Gemini calls every limit a quota; one that names a time to wait is a limit of the moment.
  ['rate', (failure) => failure.status === 429 && failure.retryAfterMs !== null],
  ['quota', (failure) => failure.status !== null && failure.status < 500 && noCredit.test(failure.message)],
  ['rate', status(429)],
  ['rate', named(/rate_limit|too_many_requests|resource_exhausted/)],
  ['auth', named(/authentication|invalid_api_key|unauthenticated|permission|forbidden/)],
  ['timeout', status(408, 504)],
  ['timeout', named(/timeout|deadline/)],
  ['refused', named(/content_filter|content_policy|moderation|safety/)],
  ['down', (failure) => failure.status !== null && failure.status >= 500],
  ['context_length', status(413)],
  ['context_length', says(tooLong)],
  ['unsupported', status(404, 405, 415, 501)],
  ['unsupported', named(/not_found|unsupported/)],
  ['unsupported', says(notOffered)],
  ['bad_request', (failure) => failure.status !== null],
  ['down', named(/overloaded|unavailable|server_error|api_error|internal/)],
  ['bad_request', named(/invalid|bad_request/)],
];

/** Null when nothing known was said. */
export function classify(failure: Failure): ProviderErrorCode | null {
  return rules.find(([, applies]) => applies(failure))?.[0] ?? null;
}
