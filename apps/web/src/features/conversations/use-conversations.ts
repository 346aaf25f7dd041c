import type { ConversationSummary } from '@parley/data-provider';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../shared/api/trpc.ts';
import { type ConversationPage, listKey, patchConversation } from './conversation-cache.ts';

const pageSize = 60;

export interface Conversations {
  all: readonly ConversationSummary[];
  isPending: boolean;
  error: unknown;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

export function useConversations({ isArchived = false } = {}): Conversations {
  const { client } = trpc.useUtils();
  const list = useInfiniteQuery({
    queryKey: listKey(isArchived),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<ConversationPage> => {
      const query = { limit: pageSize, isArchived, ...(pageParam !== undefined && { cursor: pageParam }) };
      return client.conversations.list.query({ query }, { signal });
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 30_000,
  });
  const all = useMemo(() => unique(list.data?.pages.flatMap((page) => page.conversations) ?? []), [list.data]);
  return {
    all,
    isPending: list.isPending,
    error: list.error,
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
    retry: () => void list.refetch(),
  };
}

/** A conversation that moved up while pages were read may be on two of them. */
function unique(conversations: readonly ConversationSummary[]): ConversationSummary[] {
  return [...new Map(conversations.map((conversation) => [conversation.conversationId, conversation])).values()];
}

/** Renames, archives and deletes. What was changed shows at once and comes back when the server refuses. */
export function useConversationActions() {
  const queries = useQueryClient();
  const utils = trpc.useUtils();
  const refetch = () => queries.invalidateQueries({ queryKey: ['conversations', 'pages'] });
  const update = trpc.conversations.update.useMutation({ onSettled: refetch });
  const archive = trpc.conversations.archive.useMutation({ onSettled: refetch });
  const remove = trpc.conversations.remove.useMutation({ onSettled: refetch });

  return {
    rename: (conversationId: string, title: string) => {
      patchConversation(queries, conversationId, (conversation) => ({ ...conversation, title }));
      utils.conversations.get.setData({ params: { conversationId } }, (before) => before && { ...before, title });
      update.mutate({ body: { conversationId, title } });
    },
    setArchived: (conversationId: string, isArchived: boolean) => {
      patchConversation(queries, conversationId, () => null);
      archive.mutate({ body: { conversationId, isArchived } });
    },
    remove: (conversationId: string) => {
      patchConversation(queries, conversationId, () => null);
      remove.mutate({ params: { conversationId } });
    },
  };
}
