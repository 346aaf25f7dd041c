import { toast } from '@parley/ui/toast';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, sentenceOf } from '../../shared/api/errors.ts';
import { trpc } from '../../shared/api/trpc.ts';
import { changeRun, liveRuns } from './run/live-runs.ts';

/** Stops the answer being written. What was written stays. */
export function useStop(conversationId: string | null): () => void {
  const { t } = useTranslation();
  const { client } = trpc.useUtils();
  return useCallback(() => {
    const run = conversationId === null ? undefined : liveRuns.get().get(conversationId);
    if (!run || conversationId === null || run.phase === 'stopping') return;
    changeRun(conversationId, { phase: 'stopping' });
    // Not accepted yet: it is stopped as soon as it is.
    if (run.phase === 'sending') return;
    client.chat.abort.mutate({ body: { conversationId } }).catch((error: unknown) => {
      // It ended by itself meanwhile.
      if (codeOf(error) === 'not_found') return;
      changeRun(conversationId, { phase: run.phase });
      toast({ text: sentenceOf(error, t), tone: 'danger' });
    });
  }, [conversationId, client, t]);
}
