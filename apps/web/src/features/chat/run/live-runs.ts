import type { Message } from '@parley/data-provider';
import { createStore } from '../../../shared/store.ts';

export type Phase =
  /** The turn is on its way to the server. */
  | 'sending'
  /** Accepted; nothing written yet. */
  | 'waiting'
  | 'writing'
  /** The reader asked it to stop. */
  | 'stopping';

/** An answer being written, as this page sees it. */
export interface LiveRun {
  conversationId: string;
  phase: Phase;
  answer: Message;
  /** Where to go on after the connection was lost or the conversation was left. */
  lastEventId: string | null;
  isReconnecting: boolean;
  /** The provider failed and is asked again. */
  isRetrying: boolean;
}

export const liveRuns = createStore<ReadonlyMap<string, LiveRun>>(new Map());

export const setRun = (run: LiveRun): void => liveRuns.set((runs) => new Map(runs).set(run.conversationId, run));

export function changeRun(conversationId: string, change: Partial<LiveRun>): void {
  const run = liveRuns.get().get(conversationId);
  if (run) setRun({ ...run, ...change });
}

export function dropRun(conversationId: string): void {
  liveRuns.set((runs) => {
    if (!runs.has(conversationId)) return runs;
    const rest = new Map(runs);
    rest.delete(conversationId);
    return rest;
  });
}
