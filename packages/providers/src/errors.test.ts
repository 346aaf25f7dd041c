import { describe, expect, it } from 'vitest';
import { providerErrorCodes } from '@parley/data-provider';
import { errorFromResponse, errorFromStream, errorFromThrown, failure } from './errors.ts';
import { sentences } from './errors/sentences.ts';
import { ProviderError } from './port.ts';

const respond = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  errorFromResponse({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
const error = (fields: object) => ({ error: fields });

describe('what a provider says decides over its status', () => {
  it.each([
    ['OpenAI, too long', 400, error({ message: 'Too long.', code: 'context_length_exceeded' }), 'context_length'],
    [
      'Anthropic, too long',
      400,
      error({ type: 'invalid_request_error', message: 'prompt is too long: 9 tokens > 8 maximum' }),
      'context_length',
    ],
    [
      'Gemini, too long',
      400,
      error({ status: 'INVALID_ARGUMENT', message: 'The input token count (9) exceeds the maximum' }),
      'context_length',
    ],
    [
      'llama.cpp, too long',
      400,
      error({ type: 'exceed_context_size_error', message: 'the request exceeds the available context size' }),
      'context_length',
    ],
    [
      'OpenAI, no quota',
      429,
      error({ message: 'You exceeded your current quota', code: 'insufficient_quota' }),
      'quota',
    ],
    [
      'Anthropic, no credit',
      400,
      error({ type: 'invalid_request_error', message: 'Your credit balance is too low' }),
      'quota',
    ],
    ['DeepSeek, no balance', 402, error({ message: 'Insufficient Balance' }), 'quota'],
    ['Gemini, bad key', 400, error({ status: 'INVALID_ARGUMENT', message: 'API key not valid.' }), 'auth'],
    [
      'OpenAI, no such model',
      404,
      error({ message: 'The model does not exist', code: 'model_not_found' }),
      'unsupported',
    ],
    ['Ollama, no such model', 400, { error: "model 'x' not found" }, 'unsupported'],
    [
      'OpenAI, no images',
      400,
      error({ message: 'Invalid content type. image_url is not supported by this model.' }),
      'unsupported',
    ],
    ['Azure, filtered', 400, error({ code: 'content_filter', message: 'Filtered.' }), 'refused'],
    ['FastAPI, invalid', 422, { detail: 'field required' }, 'bad_request'],
    ['Gemini in a list', 503, [error({ code: 503, status: 'UNAVAILABLE', message: 'Busy' })], 'down'],
    ['an empty body', 418, '', 'bad_request'],
  ] as const)('%s', (...[, status, body, code]) => {
    expect(respond(status, body)).toMatchObject({ code, status, message: sentences[code] });
  });
});

describe('an error inside a stream', () => {
  it.each([
    [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'down', true],
    [{ error: { type: 'rate_limit_error', message: 'Slow down' } }, 'rate', true],
    [{ error: { type: 'insufficient_quota', message: 'No quota' } }, 'quota', false],
    [
      { error: { type: 'invalid_request_error', code: 'context_length_exceeded', message: '' } },
      'context_length',
      false,
    ],
    [{ error: { type: 'authentication_error', message: 'no' } }, 'auth', false],
    [{ error: 'CUDA out of memory' }, 'down', true],
    [{ response: { error: { code: 'server_error', message: 'Oops' } } }, 'down', true],
    [{ error: { code: 400, message: 'bad' } }, 'bad_request', false],
    [null, 'down', true],
  ] as const)('%j', (reported, code, retryable) => {
    expect(errorFromStream(reported)).toMatchObject({ code, retryable, status: null });
  });
});

describe('the time to wait', () => {
  it('comes in milliseconds, seconds or as a date', () => {
    expect(respond(429, '', { 'retry-after-ms': '1500', 'retry-after': '9' }).retryAfterMs).toBe(1500);
    expect(respond(429, '', { 'retry-after': '2.5' }).retryAfterMs).toBe(2500);
    const date = new Date(Date.now() + 60_000).toUTCString();
    const wait = respond(503, '', { 'retry-after': date }).retryAfterMs;
    expect(wait).toBeGreaterThan(55_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    expect(respond(503, '', { 'retry-after': 'Wed, 01 Jan 2020 00:00:00 GMT' }).retryAfterMs).toBe(0);
  });

  it('is unknown when nothing readable was said', () => {
    expect(respond(429, '').retryAfterMs).toBeNull();
    expect(respond(429, '', { 'retry-after': 'soon' }).retryAfterMs).toBeNull();
  });
});

describe('what was thrown on the way', () => {
  const thrown = (code: string) => Object.assign(new Error(`failed with ${code}`), { code });

  it.each([
    ['ECONNREFUSED', 'down', true],
    ['ECONNRESET', 'down', true],
    ['ENOTFOUND', 'down', true],
    ['EPIPE', 'down', true],
    ['UND_ERR_SOCKET', 'down', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'down', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
    ['HPE_INVALID_CONSTANT', 'malformed', false],
    ['CERT_HAS_EXPIRED', 'down', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'down', false],
    ['UND_ERR_INVALID_ARG', 'bad_request', false],
    ['SOMETHING_ELSE', 'unknown', false],
  ] as const)('%s', (name, code, retryable) => {
    expect(errorFromThrown(thrown(name))).toMatchObject({ code, retryable, status: null });
    expect(errorFromThrown(new TypeError('fetch failed', { cause: thrown(name) }))).toMatchObject({ code, retryable });
  });

  it('stays what it is when it is known already', () => {
    const known = failure('refused');
    expect(errorFromThrown(new Error('wrapped', { cause: new Error('twice', { cause: known }) }))).toBe(known);
  });

  it('may be no error at all', () => {
    expect(errorFromThrown('oops')).toMatchObject({ code: 'unknown', retryable: false });
  });
});

describe('a ProviderError', () => {
  it('has a sentence for every code', () => {
    for (const code of providerErrorCodes) {
      expect(failure(code)).toBeInstanceOf(ProviderError);
      expect(failure(code).message).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('keeps what the provider said for the log, without keys and addresses', () => {
    const body = error({
      message: 'Incorrect API key provided: sk-proj-abc123def456ghi. See https://example.org/keys?x=1',
    });
    const { cause, message } = respond(401, body);
    expect(String(cause)).toContain('Incorrect API key provided');
    expect(`${String(cause)}${message}`).not.toMatch(/abc123|example\.org/);
  });
});
