import type { Message } from '@parley/data-provider';
import { useEffect, useMemo } from 'react';
import { markRead, opened, unread } from '../../shared/activity.ts';
import { codeOf } from '../../shared/api/errors.ts';
import { trpc } from '../../shared/api/trpc.ts';
import { useSelected, useStore } from '../../shared/store.ts';
import { liveRuns } from './run/live-runs.ts';
import { newsFromTabs } from './run/tabs.ts';
import { useRuntime } from './runtime.tsx';
import { choicesOf } from './tree/choices.ts';
import { branchOf, buildTree, type Step, type Tree } from './tree/tree.ts';

export interface OpenConversation {
  tree: Tree;
  branch: readonly Step[];
  isPending: boolean;
  isMissing: boolean;
  error: unknown;
  retry: () => void;
}

const none: readonly Message[] = [];
/** Stands for a conversation that does not exist yet; nothing is asked about it. */
const noConversation = 'new';

/** The messages of a conversation and the branch in view. Joins a running answer, wherever it was started. */
export function useConversation(conversationId: string | null): OpenConversation {
  const id = conversationId ?? noConversation;
  const isOpen = conversationId !== null;
  const list = trpc.messages.list.useQuery(
    { params: { conversationId: id } },
    { enabled: isOpen, staleTime: Infinity, retry: false },
  );
  const choices = useStore(choicesOf(id));
  const messages = list.data ?? none;
  const tree = useMemo(() => buildTree(messages), [messages]);
  const branch = useMemo(() => branchOf(tree, choices), [tree, choices]);
  useJoin(conversationId);

  useEffect(() => {
    if (conversationId === null) return;
    opened.set(conversationId);
    const read = () => !document.hidden && markRead(conversationId);
    read();
    document.addEventListener('visibilitychange', read);
    // Another tab, hidden, may have thought that nobody saw it.
    const stopWatching = unread.subscribe(read);
    return () => {
      stopWatching();
      document.removeEventListener('visibilitychange', read);
      opened.set(null);
    };
  }, [conversationId]);

  return {
    tree,
    branch,
    isPending: isOpen && list.isPending,
    isMissing: codeOf(list.error) === 'not_found',
    error: list.error,
    retry: () => void list.refetch(),
  };
}

/** Follows the running answer while the conversation is in view, and leaves it without stopping it. */
function useJoin(conversationId: string | null): void {
  const { runner } = useRuntime();
  const utils = trpc.useUtils();
  const news = useStore(newsFromTabs);
  const isLive = useSelected(liveRuns, (runs) => conversationId !== null && runs.has(conversationId));
  const status = trpc.chat.status.useQuery(
    { params: { conversationId: conversationId ?? noConversation } },
    {
      enabled: conversationId !== null && !isLive,
      refetchOnMount: 'always',
      refetchOnWindowFocus: 'always',
      staleTime: 0,
      gcTime: 0,
      retry: false,
    },
  );
  const isActive = status.data?.active === true;

  useEffect(() => {
    if (conversationId === null) return;
    const isAccepted = (liveRuns.get().get(conversationId)?.phase ?? 'sending') !== 'sending';
    if (isActive || isAccepted) runner.follow(conversationId);
  }, [isActive, conversationId, runner, status.dataUpdatedAt]);

  useEffect(() => (conversationId === null ? undefined : () => runner.leave(conversationId)), [conversationId, runner]);

  useEffect(() => {
    if (conversationId === null || news?.conversationId !== conversationId) return;
    if (news.type === 'started') runner.follow(conversationId);
    else void utils.messages.list.invalidate({ params: { conversationId } });
  }, [news, conversationId, runner, utils]);

  // Another device may have written here while nobody looked.
  useEffect(() => {
    const onVisible = () => {
      if (conversationId === null || document.hidden || liveRuns.get().has(conversationId)) return;
      void utils.messages.list.invalidate({ params: { conversationId } });
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [conversationId, utils]);
}
