import { randomUUID } from 'node:crypto';
import type { Conversation, Message, RunEvent, RunEventOf } from '@parley/data-provider';

const now = '2026-01-02T03:04:05.000Z';

export function aMessage(fields: Partial<Message> = {}): Message {
  return {
    messageId: randomUUID(),
    conversationId: 'c1',
    parentMessageId: '00000000-0000-0000-0000-000000000000',
    text: '',
    isCreatedByUser: false,
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
}

export function aConversation(fields: Partial<Conversation> = {}): Conversation {
  return {
    _id: 'c1',
    user: 'u1',
    conversationId: 'c1',
    title: 'New Chat',
    endpoint: 'openAI',
    tags: [],
    isArchived: false,
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
}

export function aRunStart(fields: Partial<RunEventOf<'run-start'>> = {}): RunEventOf<'run-start'> {
  return {
    type: 'run-start',
    runId: 'r1',
    requestMessage: aMessage({ isCreatedByUser: true, text: 'Hello?' }),
    responseMessage: aMessage({ content: [], unfinished: true }),
    keptParts: 0,
    ...fields,
  };
}

export const aDelta = (text: string): RunEvent => ({ type: 'text-delta', index: 0, text });

export function aRunEnd(fields: Partial<RunEventOf<'run-end'>> = {}): RunEventOf<'run-end'> {
  return { type: 'run-end', outcome: 'complete', responseMessage: null, conversation: null, ...fields };
}
