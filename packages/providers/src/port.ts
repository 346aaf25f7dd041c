import type { ModelParameters, ProviderErrorCode, RunError, Usage } from '@parley/data-provider';

/** What a provider adapter speaks, and where. One folder per kind. */
export type ProviderKind = 'openai-chat' | 'openai-responses' | 'anthropic' | 'google' | 'demo';

export interface ProviderConfig {
  kind: ProviderKind;
  /** Used as it is; each adapter appends only its operation, such as `/chat/completions`. */
  baseURL: string;
  /** Null for servers that ask for none. */
  apiKey: string | null;
  headers?: Readonly<Record<string, string>>;
}

export interface ModelRequest {
  model: string;
  /** System instructions. */
  instructions?: string;
  messages: readonly ModelMessage[];
  /** Already filtered for the endpoint with `parametersFor`. */
  parameters: ModelParameters;
}

export type ModelMessage =
  | { role: 'user'; parts: readonly UserPart[] }
  | { role: 'assistant'; parts: readonly AssistantPart[] };

export type UserPart =
  | { type: 'text'; text: string }
  /** Base64 without a `data:` prefix. */
  | { type: 'image'; mediaType: string; data: string };

export type AssistantPart =
  | { type: 'text'; text: string; state?: ProviderState }
  | { type: 'reasoning'; text: string; state?: ProviderState };

/**
 * What a vendor wants back with a part when the conversation goes on: signatures, encrypted reasoning. Opaque, stored
 * beside the message, never shown, and only returned to the kind of provider it came from.
 */
export interface ProviderState {
  kind: ProviderKind;
  value: Readonly<Record<string, unknown>>;
}

/** What a model says, in order. */
export type ModelEvent =
  | { type: 'text-delta'; text: string }
  | { type: 'reasoning-delta'; text: string }
  /** Belongs to the part that the last delta extended; without one before it, to an empty reasoning part. */
  | { type: 'part-state'; part: 'text' | 'reasoning'; state: ProviderState }
  | { type: 'usage'; usage: Usage }
  /** Last event of a good stream. A stream that ends without it was cut. */
  | { type: 'finish'; reason: FinishReason };

export type FinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'other';

export interface ChatModel {
  /**
   * One call to the provider. No retry and no time limit here: the run loop owns both. Ends the upstream request when
   * `signal` aborts or the reader stops reading.
   * @throws ProviderError for every failure that is not the abort itself
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** A failed provider call in the product's one vocabulary. The message is safe to show: no key, URL, body or stack. */
export class ProviderError extends Error {
  override name = 'ProviderError';
  readonly code: ProviderErrorCode;
  /** Worth trying again, if nothing was shown yet. */
  readonly retryable: boolean;
  /** HTTP status of the provider's answer, when there was one. */
  readonly status: number | null;
  /** Milliseconds the provider asked to wait. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ProviderErrorCode,
    message: string,
    options: { retryable?: boolean; status?: number; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  toRunError(): RunError {
    return { code: this.code, message: this.message, retryable: this.retryable };
  }
}
