import type { Message } from './schemas.ts';

/** The answer as one Markdown text: its text parts in order, or `text` when it has none. */
export function textOf(message: Pick<Message, 'text' | 'content'>): string {
  if (!message.content?.length) return message.text;
  return message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
}
