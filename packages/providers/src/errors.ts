import type { ProviderErrorCode } from '@parley/data-provider';
import { classify } from './errors/classify.ts';
import { readFailure } from './errors/failure.ts';
import { sentences, specialSentences } from './errors/sentences.ts';
import { ProviderError } from './port.ts';

export interface FailedResponse {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

interface Details {
  message?: string;
  retryable?: boolean;
  status?: number;
  retryAfterMs?: number | null;
  /** What the provider or the network said; kept for the log, masked. */
  detail?: string;
}

/** Failures that may be gone a moment later. */
const passing: ReadonlySet<ProviderErrorCode> = new Set(['rate', 'timeout', 'down']);

/** A ProviderError with the sentence of its code, unless a better one is given. */
export function failure(code: ProviderErrorCode, details: Details = {}): ProviderError {
  const { message = sentences[code], retryable = passing.has(code), status, retryAfterMs, detail } = details;
  return new ProviderError(code, message, {
    retryable,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined || retryAfterMs === null ? {} : { retryAfterMs }),
    ...(detail === undefined || detail === '' ? {} : { cause: new Error(mask(detail)) }),
  });
}

/** An HTTP answer that is no success. */
export function errorFromResponse({ status, headers, body }: FailedResponse): ProviderError {
  const facts = { ...readFailure(body), status };
  const detail = `${status} ${facts.names} ${facts.message}`;
  if (status >= 300 && status < 400) {
    return failure('bad_request', { message: specialSentences.redirect, status, detail });
  }
  const retryAfterMs = retryAfter(headers) ?? facts.retryAfterMs;
  return failure(classify({ ...facts, retryAfterMs }) ?? 'unknown', { status, retryAfterMs, detail });
}

/** An error that a provider reports inside a stream that began well. */
export function errorFromStream(reported: unknown): ProviderError {
  const facts = readFailure(reported);
  const { retryAfterMs } = facts;
  // The provider took the request and gave up on it, so without better knowledge the fault is on its side.
  return failure(classify(facts) ?? 'down', { retryAfterMs, detail: `${facts.names} ${facts.message}` });
}

/** Whatever was thrown on the way to a provider or back. A ProviderError inside it stays what it is. */
export function errorFromThrown(thrown: unknown): ProviderError {
  const chain = causes(thrown);
  const known = chain.find((error) => error instanceof ProviderError);
  if (known !== undefined) return known;
  const codes = chain.map((error) => ('code' in error && typeof error.code === 'string' ? error.code : ''));
  const detail = chain.map((error) => error.message).join(': ');
  const has = (pattern: RegExp) => codes.some((code) => pattern.test(code));
  if (has(certificateCodes)) return failure('down', { message: specialSentences.insecure, retryable: false, detail });
  if (has(/^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_)/)) return failure('malformed', { detail });
  if (has(/^(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ETIMEDOUT)$/)) return failure('timeout', { detail });
  if (has(/^(UND_ERR_INVALID_ARG|ERR_INVALID_)/)) return failure('bad_request', { detail });
  return failure(has(networkCodes) ? 'down' : 'unknown', { detail });
}

const certificateCodes = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ERR_TLS_CERT|ERR_SSL)/;
const networkCodes = /^(E[A-Z]+|UND_ERR_(CONNECT_TIMEOUT|SOCKET|CLOSED|DESTROYED|ABORTED|INFO)|UND_ERR)$/;

function causes(thrown: unknown): Error[] {
  const chain: Error[] = [];
  for (let error = thrown; error instanceof Error && chain.length < 8; error = error.cause) chain.push(error);
  return chain;
}

/** Milliseconds from `retry-after-ms`, or from `retry-after` in seconds or as a date. */
function retryAfter(headers: FailedResponse['headers']): number | null {
  const precise = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(precise) && precise >= 0) return precise;
  const given = headers['retry-after'];
  if (typeof given !== 'string' || given.trim() === '') return null;
  const seconds = Number(given);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(given) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, Math.round(wait)) : null;
}

/** Takes out what a log must not hold: addresses, and everything that could be a key. */
function mask(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/\bhttps?:\/\/\S+/gi, '<url>')
    .replace(/[\w+/=-]{24,}|(?=[\w+/=-]*\d)[\w+/=-]{12,}/g, '<masked>');
}
