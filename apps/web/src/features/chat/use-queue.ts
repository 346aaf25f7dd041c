import type { MessageFile } from '@parley/data-provider';
import { useEffect } from 'react';
import { useSelected } from '../../shared/store.ts';
import { dequeue, queues } from './composer/queue.ts';

export interface UseQueueOptions {
  conversationId: string | null;
  /** The answer before has come, whole. */
  isReady: boolean;
  send: (message: { text: string; files: MessageFile[] }) => Promise<boolean>;
}

/** Sends what waits, one after the other, each when the answer before it has come. */
export function useQueue({ conversationId, isReady, send }: UseQueueOptions): void {
  const next = useSelected(queues, (all) => (conversationId === null ? undefined : all.get(conversationId)?.[0]));
  useEffect(() => {
    if (!isReady || !next || conversationId === null) return;
    dequeue(conversationId, next.id);
    void send(next);
    // `send` is made anew with every render; what matters is that there is something to send now.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isReady, next, conversationId]);
}
