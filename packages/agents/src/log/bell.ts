/** Wakes one reader. A ring while nobody waits is kept, so none is missed between looking and waiting. */
export interface Bell {
  ring(): void;
  wait(): Promise<void>;
}

export function createBell(): Bell {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      if (wake) wake();
      else isRung = true;
      wake = undefined;
    },
    wait() {
      const isNoWait = isRung;
      isRung = false;
      return isNoWait ? Promise.resolve() : new Promise((resolve) => (wake = resolve));
    },
  };
}

/** The readers that wait for news, by run. */
export interface Bells {
  /** Returns the way to take the bell off again. */
  hang(runId: string, bell: Bell): () => void;
  ring(runId: string): void;
  ringAll(): void;
}

export function createBells(): Bells {
  const byRun = new Map<string, Set<Bell>>();
  const ringEach = (bells: Iterable<Bell>) => {
    for (const bell of bells) bell.ring();
  };
  return {
    hang(runId, bell) {
      const bells = byRun.get(runId) ?? new Set();
      byRun.set(runId, bells.add(bell));
      return () => {
        bells.delete(bell);
        if (bells.size === 0 && byRun.get(runId) === bells) byRun.delete(runId);
      };
    },
    ring: (runId) => ringEach(byRun.get(runId) ?? []),
    ringAll() {
      for (const bells of byRun.values()) ringEach(bells);
    },
  };
}
