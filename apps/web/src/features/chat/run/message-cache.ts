import type { Message } from '@parley/data-provider';

/** The messages of conversations as this page knows them. The query cache stands behind it. */
export interface MessageCache {
  change(conversationId: string, update: (messages: readonly Message[]) => Message[]): void;
}

/** Replaces messages by id and adds those that are new, at the end. */
export function upsert(cache: MessageCache, conversationId: string, ...changed: readonly Message[]): void {
  cache.change(conversationId, (messages) => {
    const byId = new Map(changed.map((message) => [message.messageId, message]));
    const kept = messages.map((message) => byId.get(message.messageId) ?? message);
    const known = new Set(messages.map(({ messageId }) => messageId));
    return [...kept, ...changed.filter(({ messageId }) => !known.has(messageId))];
  });
}

export function remove(cache: MessageCache, conversationId: string, ...messageIds: readonly string[]): void {
  cache.change(conversationId, (messages) => messages.filter(({ messageId }) => !messageIds.includes(messageId)));
}

/** Puts a message in the place of another. */
export function replace(cache: MessageCache, messageId: string, by: Message): void {
  cache.change(by.conversationId, (messages) =>
    messages.map((message) => (message.messageId === messageId ? by : message)),
  );
}
