import { createWindow } from './window.ts';
import type { RunBounds, Window } from './window.ts';

export interface MemoryRun {
  window: Window;
  isForgotten: boolean;
  expiry?: NodeJS.Timeout;
}

export interface MemoryRunBounds extends RunBounds {
  /** Ended runs kept for late readers; the oldest go first. */
  maxEnded: number;
  /** What all ended runs together may take, estimated. */
  maxEndedBytes: number;
}

export interface MemoryRuns {
  get(runId: string): MemoryRun | undefined;
  begin(runId: string): MemoryRun;
  /** From here on it is one of those that may be forgotten. */
  end(runId: string, run: MemoryRun): void;
  forgetAfter(runId: string, afterMs: number): void;
  close(): void;
}

export function createMemoryRuns(bounds: MemoryRunBounds, onForget: (runId: string) => void): MemoryRuns {
  const runs = new Map<string, MemoryRun>();
  /** Oldest first. */
  const ended = new Map<string, MemoryRun>();
  let endedBytes = 0;

  function forget(runId: string, run: MemoryRun) {
    clearTimeout(run.expiry);
    run.isForgotten = true;
    runs.delete(runId);
    if (ended.delete(runId)) endedBytes -= run.window.bytes;
    onForget(runId);
  }

  return {
    get: (runId) => runs.get(runId),
    begin(runId) {
      const run = { window: createWindow(bounds), isForgotten: false };
      runs.set(runId, run);
      return run;
    },
    end(runId, run) {
      ended.set(runId, run);
      endedBytes += run.window.bytes;
      for (const [oldestId, oldest] of ended) {
        const isTooMuch = endedBytes > bounds.maxEndedBytes && oldest !== run;
        if (ended.size <= bounds.maxEnded && !isTooMuch) break;
        forget(oldestId, oldest);
      }
    },
    forgetAfter(runId, afterMs) {
      const run = runs.get(runId);
      if (run === undefined) return;
      clearTimeout(run.expiry);
      run.expiry = setTimeout(() => forget(runId, run), afterMs).unref();
    },
    close() {
      for (const run of runs.values()) clearTimeout(run.expiry);
    },
  };
}
