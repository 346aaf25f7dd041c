import type { ConversationSummary } from '@parley/data-provider';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';

export interface ConversationPage {
  conversations: ConversationSummary[];
  nextCursor: string | null;
}

type Pages = InfiniteData<ConversationPage, string | undefined>;

export const listKey = (isArchived: boolean) => ['conversations', 'pages', { isArchived }] as const;

/** Changes one conversation wherever a list shows it; `null` takes it out. */
export function patchConversation(
  queries: QueryClient,
  conversationId: string,
  change: (conversation: ConversationSummary) => ConversationSummary | null,
): void {
  queries.setQueriesData<Pages>({ queryKey: ['conversations', 'pages'] }, (data) => {
    if (!data) return data;
    const pages = data.pages.map((page) => ({
      ...page,
      conversations: page.conversations.flatMap((conversation) =>
        conversation.conversationId === conversationId ? (change(conversation) ?? []) : [conversation],
      ),
    }));
    return { ...data, pages };
  });
}

/** Puts a conversation first, as the newest. */
export function putFirst(queries: QueryClient, conversation: ConversationSummary): void {
  patchConversation(queries, conversation.conversationId, () => null);
  queries.setQueryData<Pages>(listKey(false), (data) => {
    const [first, ...rest] = data?.pages ?? [];
    if (!data || !first) return data;
    return { ...data, pages: [{ ...first, conversations: [conversation, ...first.conversations] }, ...rest] };
  });
}
