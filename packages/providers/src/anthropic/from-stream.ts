import { TypeValidationError } from '@ai-sdk/provider';
import type { Metadata } from '../sdk/state.ts';

const knownEvents = new Set([
  'message_start',
  'message_delta',
  'message_stop',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'error',
]);

/** Anthropic announces that there will be new kinds of events, and asks callers to pass over them. */
export function isSkippable(error: unknown): boolean {
  if (!TypeValidationError.isInstance(error)) return false;
  const event: unknown = error.value;
  if (typeof event !== 'object' || event === null || 'error' in event) return false;
  return 'type' in event && typeof event.type === 'string' && !knownEvents.has(event.type);
}

/** Text carries citations, which Anthropic only takes back together with the search they came from. */
export function textState(): Metadata {
  return {};
}
