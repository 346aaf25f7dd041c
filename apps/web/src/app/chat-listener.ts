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

  return {
    onStarted: refetch,
    onEnded: (conversation) => {
      if (!conversation) return refetch();
      putFirst(queries, conversation satisfies ConversationSummary);
      const { conversationId, title } = conversation;
      // The title is found after the answer has ended; the server answers as soon as it is.
      if (title === null || title === untitled) {
        void utils.client.conversations.generatedTitle
          .query({ params: { conversationId } })
          .then(({ title: found }) => setTitle(conversationId, found))
          .catch(refetch);
      }
    },
  };
}
