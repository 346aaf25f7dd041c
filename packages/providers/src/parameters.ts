import type { ModelMessage, ModelRequest } from './port.ts';

/** A setting that was given: null and `''` both mean unset. */
export function given<T>(value: T | null | undefined | ''): T | undefined {
  return value === null || value === '' ? undefined : value;
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The fields that have a value. */
export function defined<T extends object>(fields: T): Partial<Defined<T>> {
  // The filter is what the type says.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>;
}

/** The messages without parts and messages that say nothing: vendors refuse empty text. */
export function spokenMessages({ messages }: ModelRequest): ModelMessage[] {
  return messages.map(withoutEmptyText).filter((message) => message.parts.length > 0);
}

function withoutEmptyText(message: ModelMessage): ModelMessage {
  return message.role === 'user'
    ? { role: 'user', parts: message.parts.filter((part) => part.type !== 'text' || part.text !== '') }
    : { role: 'assistant', parts: message.parts.filter((part) => part.text !== '' || part.state !== undefined) };
}
