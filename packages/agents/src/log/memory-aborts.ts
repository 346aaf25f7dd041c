import { createListeners } from './listeners.ts';
import type { AbortReason, RunLog } from './port.ts';

export interface MemoryAborts extends Pick<RunLog, 'requestAbort' | 'onAbort'> {
  forget(runId: string): void;
}

/** `maxWaiting` requests wait for a listener: those for runs that never start must not pile up. */
export function createMemoryAborts(maxWaiting: number): MemoryAborts {
  const listeners = createListeners();
  const waiting = new Map<string, AbortReason>();
  return {
    async requestAbort(runId, reason) {
      if (listeners.tell(runId, reason)) return;
      waiting.set(runId, reason);
      for (const oldest of waiting.keys()) {
        if (waiting.size <= maxWaiting) break;
        waiting.delete(oldest);
      }
    },
    onAbort(runId, listener) {
      const unlisten = listeners.add(runId, listener);
      const reason = waiting.get(runId);
      // Not at once: the caller does not hold the way to stop listening yet.
      if (reason !== undefined) queueMicrotask(() => listeners.tell(runId, reason));
      return unlisten;
    },
    forget: (runId) => void waiting.delete(runId),
  };
}
