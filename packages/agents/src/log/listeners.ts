import type { AbortReason } from './port.ts';

type Listener = (reason: AbortReason) => void;

/** Who wants to know that a run is to stop. Everyone is told once. */
export interface Listeners {
  readonly runIds: readonly string[];
  add(runId: string, listener: Listener): () => void;
  /** False when nobody listens here. */
  tell(runId: string, reason: AbortReason): boolean;
}

export function createListeners(): Listeners {
  const byRun = new Map<string, Set<Listener>>();
  return {
    get runIds() {
      return [...byRun.keys()];
    },
    add(runId, listener) {
      const all = byRun.get(runId) ?? new Set();
      byRun.set(runId, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0 && byRun.get(runId) === all) byRun.delete(runId);
      };
    },
    tell(runId, reason) {
      const told = byRun.get(runId);
      byRun.delete(runId);
      for (const listener of told ?? []) listener(reason);
      return told !== undefined;
    },
  };
}
