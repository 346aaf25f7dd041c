import type { Usage } from '@parley/data-provider';
import { failure, errorFromStream } from '../errors.ts';
import type { FinishReason } from '../port.ts';

/** What a chat completion, or a chunk of one, may hold. Nothing is trusted: every field is checked where it is read. */
export interface Completion {
  choices?: unknown;
  usage?: unknown;
  error?: unknown;
  /** Addresses of sources, as Perplexity sends them. */
  citations?: unknown;
}

export interface Choice {
  delta?: unknown;
  message?: unknown;
  finish_reason?: unknown;
  error?: unknown;
}

export interface Message {
  content?: unknown;
  reasoning_content?: unknown;
  reasoning?: unknown;
  refusal?: unknown;
  annotations?: unknown;
  images?: unknown;
}

/** @throws ProviderError when it is no JSON object */
export function parseCompletion(json: string): Completion {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw failure('malformed', { detail: 'not JSON' });
  }
  if (typeof value !== 'object' || value === null) throw failure('malformed', { detail: 'not an object' });
  return value;
}

export function firstChoice({ choices }: Completion): Choice | null {
  const first: unknown = Array.isArray(choices) ? choices[0] : null;
  return typeof first === 'object' && first !== null ? first : null;
}

export function messageOf({ delta, message }: Choice): Message {
  const given = delta ?? message;
  return typeof given === 'object' && given !== null ? given : {};
}

/** @throws ProviderError when the provider gave up on the answer */
export function toFinishReason(reason: string, choice: Choice): FinishReason {
  switch (reason) {
    case 'stop':
    case 'eos':
    case 'end_turn':
      return 'stop';
    case 'length':
    case 'max_tokens':
      return 'length';
    case 'content_filter':
      return 'content-filter';
    case 'tool_calls':
    case 'function_call':
      return 'tool-calls';
    case 'error':
    case 'insufficient_system_resource':
      throw errorFromStream(choice.error ?? {});
    default:
      return 'other';
  }
}

export function toUsage(given: unknown): Usage | null {
  if (typeof given !== 'object' || given === null) return null;
  const input = count(given, 'prompt_tokens');
  const output = count(given, 'completion_tokens');
  if (input === undefined && output === undefined) return null;
  const reasoning = count(field(given, 'completion_tokens_details'), 'reasoning_tokens');
  const cached =
    count(field(given, 'prompt_tokens_details'), 'cached_tokens') ?? count(given, 'prompt_cache_hit_tokens');
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function count(value: unknown, name: string): number | undefined {
  const number = field(value, name);
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** Text from a string, or from Mistral's list of `text` and `thinking` parts. */
export function partsText(content: unknown, type: 'text' | 'thinking'): string {
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (field(part, 'type') === type ? partText(part, type) : '')).join('');
}

function partText(part: unknown, type: 'text' | 'thinking'): string {
  const value = field(part, type);
  return typeof value === 'string' ? value : partsText(value, 'text');
}

/** The address and title of each `url_citation`. */
export function urlCitations(annotations: unknown): { url: unknown; title: unknown }[] {
  if (!Array.isArray(annotations)) return [];
  return annotations.map((annotation: unknown) => {
    const citation = field(annotation, 'url_citation') ?? annotation;
    return { url: field(citation, 'url'), title: field(citation, 'title') };
  });
}
