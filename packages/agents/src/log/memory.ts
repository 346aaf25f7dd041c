import { createBells } from './bell.ts';
import { follow } from './follow.ts';
import type { Look } from './follow.ts';
import { createMemoryAborts } from './memory-aborts.ts';
import { createMemoryRuns } from './memory-runs.ts';
import type { MemoryRun, MemoryRunBounds } from './memory-runs.ts';
import type { RunLog } from './port.ts';
import { defaultRunBounds } from './window.ts';

export type MemoryRunLogOptions = Partial<MemoryRunBounds>;

const defaultBounds: MemoryRunBounds = { ...defaultRunBounds, maxEnded: 1000, maxEndedBytes: 64 * 1024 * 1024 };

/** The log of a server that is one process. */
export function createMemoryRunLog(options: MemoryRunLogOptions = {}): RunLog {
  const bounds = { ...defaultBounds, ...options };
  const bells = createBells();
  const aborts = createMemoryAborts(bounds.maxEnded);
  const runs = createMemoryRuns(bounds, (runId) => {
    aborts.forget(runId);
    bells.ring(runId);
  });
  let isClosed = false;

  function look(run: MemoryRun, cursor: number): Look {
    if (isClosed) return 'aborted';
    const found = run.window.look(cursor);
    const isNothing = typeof found !== 'string' && found.length === 0;
    // Who is reading already may read on to the end, even when the run is forgotten meanwhile.
    return run.isForgotten && isNothing ? 'gone' : found;
  }

  return {
    async append(runId, events) {
      // Without its beginning a run cannot be followed: readers are better served from the database.
      const run = runs.get(runId) ?? (events[0]?.type === 'run-start' ? runs.begin(runId) : undefined);
      if (run === undefined || run.window.isEnded) return;
      for (const event of events) run.window.push(event);
      bells.ring(runId);
      if (run.window.isEnded) runs.end(runId, run);
    },
    read(runId, after, signal) {
      const run = runs.get(runId);
      return follow({
        look: (cursor) => (run ? look(run, cursor) : 'gone'),
        hang: (bell) => bells.hang(runId, bell),
        after,
        signal,
      });
    },
    expire: async (runId, afterMs) => runs.forgetAfter(runId, afterMs),
    requestAbort: (runId, reason) => aborts.requestAbort(runId, reason),
    onAbort: (runId, listener) => aborts.onAbort(runId, listener),
    async close() {
      isClosed = true;
      runs.close();
      bells.ringAll();
    },
  };
}
