import { applyEvent } from '@parley/data-provider';
import type { Message, RunEvent, RunEventOf, RunOutcome, Usage } from '@parley/data-provider';
import type { ChatModel, ModelRequest } from '@parley/providers';
import { defaultRunLimits } from './limits.ts';
import type { RunLimits } from './limits.ts';
import type { AbortReason, RunLog } from './log/port.ts';
import type { ProviderStates, ReportProblem, RunStore } from './port.ts';
import { generate } from './steps/generate.ts';
import { createOutbox } from './steps/outbox.ts';
import { errorText, resultOf } from './steps/outcome.ts';
import { createParts } from './steps/parts.ts';
import { createSaver } from './steps/saver.ts';
import { settle } from './steps/settle.ts';

/** What a run begins with. */
export type RunSeed = Omit<RunEventOf<'run-start'>, 'type' | 'runId'>;

export interface RunInput {
  runId: string;
  seed: RunSeed;
  model: ChatModel;
  request: ModelRequest;
  log: RunLog;
  store: RunStore;
  /** States of the kept parts. */
  providerState?: ProviderStates;
  limits?: Partial<RunLimits>;
  /** Aborts when the process is about to end. */
  signal?: AbortSignal;
  report?: ReportProblem;
}

/** Makes a run known to readers. Comes before `run`, and before anyone is told the run's id. */
export function openRun(log: RunLog, runId: string, seed: RunSeed): Promise<void> {
  return log.append(runId, [{ type: 'run-start', runId, ...seed }]);
}

/** Writes one answer, from the model's first word to the stored message. Never throws, and always ends the log. */
export async function run(input: RunInput): Promise<RunOutcome> {
  const { runId, seed, model, request, log, store, signal, report = () => undefined } = input;
  const limits = { ...defaultRunLimits, ...input.limits };
  const startedAt = performance.now();
  let message = seed.responseMessage;
  let usage: Usage | undefined;

  const stop = new AbortController();
  const halt = (reason: AbortReason) => stop.abort(reason);
  const onShutdown = () => halt('shutdown');
  const unlisten = log.onAbort(runId, halt);
  signal?.addEventListener('abort', onShutdown);
  if (signal?.aborted) onShutdown();

  const append = (events: RunEvent[]) =>
    log.append(runId, events).catch((error: unknown) => report({ step: 'log', error }));

  const saver = createSaver({
    save: () => store.save(runId, message, parts.providerState),
    saveMs: limits.saveMs,
    onGone: () => halt('deleted'),
    onError: (error) => report({ step: 'save', error }),
  });

  /** The one place where events leave: what readers see and what is stored are the same by construction. */
  const outbox = createOutbox(limits.coalesceMs, (events) => {
    const before = message;
    message = events.reduce(applyEvent, message);
    void append(events);
    if (message !== before) saver.touch();
  });

  const parts = createParts({
    kept: (seed.responseMessage.content ?? []).slice(0, seed.keptParts),
    providerState: input.providerState ?? {},
    put: (event) => outbox.put(event),
    now: () => performance.now(),
  });

  const ending = await generate({
    model,
    request,
    limits,
    startedAt,
    stop: stop.signal,
    onEvent(event) {
      if (event.type === 'usage') usage = event.usage;
      parts.add(event);
    },
    onNotice: (notice) => outbox.put({ type: 'notice', notice }),
    isBegun: () => parts.isBegun,
    isTooLong: () => parts.length > limits.maxLength,
    report,
  });
  const { outcome, error, marks } = resultOf(ending);

  parts.close();
  if (error) parts.fail(errorText(error));
  outbox.close();
  await saver.stop();
  unlisten();
  signal?.removeEventListener('abort', onShutdown);

  if (outcome === 'deleted') return end({ outcome, responseMessage: null, conversation: null });
  message = { ...message, ...marks, metadata: { ...message.metadata, ...timing() } };
  const settled = {
    outcome,
    message,
    providerState: parts.providerState,
    ...(error && { error }),
    ...(usage && { usage }),
  };
  const stored = await settle({ store, runId, settled, settleMs: limits.settleMs, report });
  if (stored === 'gone') return end({ outcome: 'deleted', responseMessage: null, conversation: null });
  return end({ outcome, responseMessage: message, conversation: null, ...stored, ...(error && { error }) });

  function timing(): Message['metadata'] {
    const { firstShownAt } = parts;
    return {
      ...(firstShownAt !== null && { firstTokenMs: Math.round(firstShownAt - startedAt) }),
      durationMs: Math.round(performance.now() - startedAt),
    };
  }

  async function end(last: Omit<RunEventOf<'run-end'>, 'type'>): Promise<RunOutcome> {
    await append([{ type: 'run-end', ...last }]);
    return last.outcome;
  }
}
