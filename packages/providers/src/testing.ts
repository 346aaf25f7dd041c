import type { ModelParameters } from '@parley/data-provider';
import { ProviderError, type ModelEvent, type ModelMessage, type ModelRequest } from './port.ts';

/** Helpers for the tests of this package. */

export function ask(text: string, changes: Partial<ModelRequest> = {}): ModelRequest {
  return { model: 'fake-small', messages: [user(text)], parameters: {}, ...changes };
}

export const user = (text: string): ModelMessage => ({ role: 'user', parts: [{ type: 'text', text }] });

export const withParameters = (parameters: ModelParameters): Partial<ModelRequest> => ({ parameters });

export const never = (): AbortSignal => new AbortController().signal;

export async function collect(events: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const seen: ModelEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

/** Everything of one kind that was said, joined. */
export function said(events: readonly ModelEvent[], type: 'text-delta' | 'reasoning-delta'): string {
  return events.map((event) => (event.type === type ? event.text : '')).join('');
}

export function eventsOf<T extends ModelEvent['type']>(
  events: readonly ModelEvent[],
  type: T,
): Extract<ModelEvent, { type: T }>[] {
  return events.filter((event): event is Extract<ModelEvent, { type: T }> => event.type === type);
}

/** The error a stream ends with. @throws when it ends well or with something else */
export async function failureOf(events: AsyncIterable<ModelEvent>): Promise<ProviderError> {
  const error = await collect(events).then(
    () => new Error('The stream ended well.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error;
  throw error;
}

/** What the conversation looks like after an answer: the message as the server would store it. */
export function toAssistantMessage(events: readonly ModelEvent[]): ModelMessage {
  const parts: {
    type: 'text' | 'reasoning';
    text: string;
    state?: Extract<ModelEvent, { type: 'part-state' }>['state'];
  }[] = [];
  const last = (type: 'text' | 'reasoning') => {
    const part = parts.at(-1);
    if (part?.type === type) return part;
    const fresh = { type, text: '' };
    parts.push(fresh);
    return fresh;
  };
  for (const event of events) {
    if (event.type === 'text-delta') last('text').text += event.text;
    if (event.type === 'reasoning-delta') last('reasoning').text += event.text;
    if (event.type === 'part-state') Object.assign(last(event.part), { state: event.state });
  }
  return { role: 'assistant', parts };
}
