import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { markEnded, markRunning, running } from '../shared/activity.ts';
import { trpc } from '../shared/api/trpc.ts';
import { useSelected } from '../shared/store.ts';

const pauseMs = 5000;

/** Learns of answers being written elsewhere. Asks again only while there are any. */
export function useActivityPoll(): void {
  const queries = useQueryClient();
  const isAnyRunning = useSelected(running, (ids) => ids.size > 0);
  const active = trpc.chat.active.useQuery(undefined, {
    refetchInterval: isAnyRunning ? pauseMs : false,
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  });

  useEffect(() => {
    if (!active.data) return;
    const now = new Set(active.data.activeJobIds);
    for (const id of now) markRunning(id);
    const ended = [...running.get()].filter((id) => !now.has(id));
    for (const id of ended) markEnded(id);
    if (ended.length > 0) void queries.invalidateQueries({ queryKey: ['conversations', 'pages'] });
    // Each answer counts, even one that says the same.
  }, [active.data, active.dataUpdatedAt, queries]);
}
