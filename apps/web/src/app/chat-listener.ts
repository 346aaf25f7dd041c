import type { ConversationSummary } from '@parley/data-provider';
import type { QueryClient } from '@tanstack/react-query';
import type { ChatListener } from '../features/chat/runtime.tsx';
import { patchConversation, putFirst } from '../features/conversations/conversation-cache.ts';
import { untitled } from '../shared/untitled.ts';
import type { ApiUtils } from '../shared/api/trpc.ts';

/** Keeps the list of conversations in step with what happens in them. */
export function createChatListener(queries: QueryClient, utils: ApiUtils): ChatListener {
  const setTitle = (conversationId: string, title: string) => {
    patchConversation(queries, conversationId, (conversation) => ({ ...conversation, title }));
    utils.conversations.get.setData({ params: { conversationId } }, (before) => before && { ...before, title });
  };
  const refetch = () => void queries.invalidateQueries({ queryKey: ['conversations', 'pages'] });

  /** The title is found after the first answer has ended. One that was stopped gets it with the next. */
  const findTitle = async (conversationId: string) => {
    const { generatedTitle, generateTitle } = utils.client.conversations;
    const found = await generatedTitle
      .query({ params: { conversationId } })
      .catch(() => generateTitle.mutate({ body: { conversationId } }));
    setTitle(conversationId, found.title);
  };

  return {
    onStarted: refetch,
    onEnded: (conversation, outcome) => {
      if (!conversation) return refetch();
      putFirst(queries, conversation satisfies ConversationSummary);
      const hasTitle = conversation.title !== null && conversation.title !== untitled;
      if (!hasTitle && outcome === 'complete') findTitle(conversation.conversationId).catch(refetch);
    },
  };
}
