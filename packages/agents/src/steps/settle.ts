import type { ReportProblem, RunStore, SettledRun } from '../port.ts';
import { pause } from './retry.ts';

export interface SettleOptions {
  store: RunStore;
  runId: string;
  settled: SettledRun;
  /** How long to try. */
  settleMs: number;
  report: ReportProblem;
}

type Stored = Awaited<ReturnType<RunStore['settle']>>;

/** Stores the end of a run, however often that takes. Null when the database stays away for too long. */
export async function settle({ store, runId, settled, settleMs, report }: SettleOptions): Promise<Stored | null> {
  const endsAt = performance.now() + settleMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await within(endsAt - performance.now(), store.settle(runId, settled));
    } catch (error) {
      report({ step: 'settle', error });
      const left = endsAt - performance.now();
      if (left <= 0) return null;
      await pause(Math.min(250 * 2 ** attempt, 5_000, left));
    }
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Storing the end of the run took too long.')), Math.max(1, ms));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
