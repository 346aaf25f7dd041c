import { type ContentPart, fail, type Message } from '@parley/data-provider';
import { countTokens } from '../../core/token-count.ts';

interface PartEdit {
  index: number;
  text: string;
}

interface EditedContent {
  content: ContentPart[];
  tokenCount?: number;
}

/** A message with the words of one text or thought part replaced. */
export async function editPart(message: Message, { index, text }: PartEdit): Promise<EditedContent> {
  const part = message.content?.[index];
  if (!message.content || !part) {
    return fail('invalid_request', 'Invalid index', {
      details: [{ field: 'body.index', message: 'is not a part of this message' }],
    });
  }
  if (part.type !== 'text' && part.type !== 'think') return fail('invalid_request', 'Cannot update non-text content');
  const before = part.type === 'text' ? part.text : part.think;
  const edited: ContentPart = part.type === 'text' ? { ...part, text } : { ...part, think: text };
  const content = message.content.toSpliced(index, 1, edited);
  if (message.tokenCount === undefined) return { content };
  const [removed, added] = await Promise.all([countTokens(before), countTokens(text)]);
  return { content, tokenCount: Math.max(0, message.tokenCount - removed) + added };
}
