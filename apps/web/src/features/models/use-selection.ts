import type { ModelParameters } from '@parley/data-provider';
import { useCallback, useMemo } from 'react';
import { trpc } from '../../shared/api/trpc.ts';
import { useSelected, useStore } from '../../shared/store.ts';
import { chosen, firstOffered, lastSelection, type Selection, selectionOf } from './selection.ts';
import { useModels } from './use-models.ts';

export interface UseSelection {
  selection: Selection | null;
  choose: (endpoint: string, model: string) => void;
  setParameters: (parameters: ModelParameters) => void;
}

/** The model and settings of the next turn, in a conversation or, with null, in a new one. */
export function useSelection(conversationId: string | null): UseSelection {
  const { groups } = useModels();
  const last = useStore(lastSelection);
  const chosenHere = useSelected(chosen, (all) => (conversationId === null ? undefined : all.get(conversationId)));
  const conversation = trpc.conversations.get.useQuery(
    { params: { conversationId: conversationId ?? '' } },
    // One that was begun here is known better than the server knows it yet.
    { enabled: conversationId !== null && chosenHere === undefined, retry: false, staleTime: Infinity },
  );
  const stored = useMemo(() => conversation.data && selectionOf(conversation.data), [conversation.data]);
  const selection = useMemo(() => firstOffered(groups, chosenHere, stored, last), [groups, chosenHere, stored, last]);

  const set = useCallback(
    (next: Selection) => {
      lastSelection.set(next);
      if (conversationId !== null) chosen.set((all) => new Map(all).set(conversationId, next));
    },
    [conversationId],
  );
  return {
    selection,
    choose: useCallback(
      (endpoint, model) => set({ parameters: selection?.parameters ?? {}, endpoint, model }),
      [set, selection],
    ),
    setParameters: useCallback((parameters) => selection && set({ ...selection, parameters }), [set, selection]),
  };
}
