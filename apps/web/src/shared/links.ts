/** Where a conversation begins. */
export const newChatLink = { to: '/c/$conversationId', params: { conversationId: 'new' } } as const;
