import type { Message } from '@parley/data-provider';
import { useSelected } from '../../../shared/store.ts';
import { type LiveRun, liveRuns } from '../run/live-runs.ts';

/** An answer as it is now: while it is being written, the live one. Only its own view is drawn again with each word. */
export function useAnswer(stored: Message): { answer: Message; run: LiveRun | undefined } {
  const run = useSelected(liveRuns, (runs) => {
    const found = runs.get(stored.conversationId);
    return found?.answer.messageId === stored.messageId ? found : undefined;
  });
  return { answer: run?.answer ?? stored, run };
}
