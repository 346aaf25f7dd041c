import type { Message, MessageFile } from '@parley/data-provider';

/** Messages the page makes up until the server's own arrive, or because there is none. */

/** An id ending in `_` is never a stored one. */
export const isLocal = (messageId: string): boolean => messageId.endsWith('_');

interface NewQuestion {
  messageId: string;
  conversationId: string;
  parentMessageId: string;
  text: string;
  files: MessageFile[];
}

export function localQuestion({ files, ...given }: NewQuestion, now = new Date()): Message {
  return {
    ...given,
    ...(files.length > 0 ? { files } : {}),
    isCreatedByUser: true,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

export function localAnswer(
  question: Message,
  settings: { endpoint: string; model: string },
  now = new Date(),
): Message {
  return {
    messageId: `${question.messageId}_`,
    conversationId: question.conversationId,
    parentMessageId: question.messageId,
    text: '',
    content: [],
    isCreatedByUser: false,
    unfinished: true,
    ...settings,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

/** Stands in the thread where no answer was stored. */
export const localFailure = (answer: Message, error: string): Message => ({
  ...answer,
  messageId: `${answer.parentMessageId}_`,
  content: [{ type: 'error', error }],
  error: true,
  unfinished: false,
});
