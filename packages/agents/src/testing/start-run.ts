import { randomUUID } from 'node:crypto';
import { applyEvent } from '@parley/data-provider';
import type { Message, RunEvent, RunEventOf } from '@parley/data-provider';
import type { ChatModel } from '@parley/providers';
import type { RunLimits } from '../limits.ts';
import { createMemoryRunLog } from '../log/memory.ts';
import type { RunProblem } from '../port.ts';
import { openRun, run } from '../run.ts';
import type { RunInput, RunSeed } from '../run.ts';
import { aMessage, aRunStart } from './builders.ts';
import { keepRuns } from './kept-runs.ts';
import { collect, until } from './reading.ts';

export interface StartOptions {
  seed?: Partial<RunSeed>;
  limits?: Partial<RunLimits>;
  signal?: AbortSignal;
  providerState?: RunInput['providerState'];
  store?: ReturnType<typeof keepRuns>;
  /** Before the run begins. */
  before?: (log: ReturnType<typeof createMemoryRunLog>, runId: string) => Promise<void>;
}

/** Nothing comes between the events of a test: no notice, no save, and failed calls are repeated at once. */
const quiet: Partial<RunLimits> = { saveMs: 60_000, retryBaseMs: 1 };

export async function startRun(model: ChatModel, options: StartOptions = {}) {
  const { seed = {}, limits = {}, store = keepRuns(), before, signal, providerState } = options;
  const runId = randomUUID();
  const log = createMemoryRunLog();
  const problems: RunProblem[] = [];
  const { requestMessage, responseMessage, keptParts } = { ...aRunStart(), ...seed };
  await openRun(log, runId, { requestMessage, responseMessage, keptParts });
  await before?.(log, runId);

  /** What readers have seen so far. */
  const seen: RunEvent[] = [];
  const reading = log.read(runId, 0, new AbortController().signal);
  const followed = (async () => {
    for await (const batch of reading) seen.push(...batch.map(({ event }) => event));
  })();
  const outcome = run({
    runId,
    seed: { requestMessage, responseMessage, keptParts },
    model,
    request: { model: 'm', messages: [], parameters: {} },
    log,
    store,
    limits: { ...quiet, ...limits },
    report: (problem) => problems.push(problem),
    ...(signal && { signal }),
    ...(providerState && { providerState }),
  });

  return {
    runId,
    log,
    store,
    seen,
    problems,
    outcome,
    until: (isTrue: (seen: RunEvent[]) => boolean) => until(() => isTrue(seen)),
    /** The run to its end. */
    async finished() {
      const result = await outcome;
      await followed;
      const { events } = await collect(log.read(runId, 0, new AbortController().signal));
      const all = events.map(({ event }) => event);
      const end = all.at(-1);
      if (end?.type !== 'run-end') throw new Error('The run did not end.');
      return { outcome: result, events: all, end, folded: fold(all), settled: store.settled.at(-1) };
    },
  };
}

export type Finished = Awaited<ReturnType<Awaited<ReturnType<typeof startRun>>['finished']>>;

export async function finishRun(model: ChatModel, options?: StartOptions): Promise<Finished> {
  const started = await startRun(model, options);
  return started.finished();
}

export const fold = (events: readonly RunEvent[]): Message => events.reduce(applyEvent, aMessage());

export function eventsOf<T extends RunEvent['type']>(events: readonly RunEvent[], type: T): RunEventOf<T>[] {
  return events.filter((event): event is RunEventOf<T> => event.type === type);
}

/** A promise to be kept by hand. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
}
