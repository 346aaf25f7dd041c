import type { AbortReason } from '../log/port.ts';
import type { RunLimits } from '../limits.ts';
import type { ReportProblem } from '../port.ts';
import { errorFromThrown, listen, ProviderError } from '@parley/providers';
import type { ChatModel, FinishReason, ModelEvent, ModelRequest } from '@parley/providers';
import { pause, retryDelay } from './retry.ts';
import { watchCall } from './watch.ts';

/** How the model's part of a run came to its end. */
export type Ending =
  | { type: 'finished'; reason: FinishReason }
  | { type: 'aborted'; reason: AbortReason }
  | { type: 'failed'; error: ProviderError };

export interface GenerateOptions {
  model: ChatModel;
  request: ModelRequest;
  limits: RunLimits;
  startedAt: number;
  /** Aborts with an `AbortReason`. */
  stop: AbortSignal;
  onEvent: (event: ModelEvent) => void;
  onNotice: (notice: 'waiting' | 'retrying') => void;
  /** Something was shown, so that another call would say it twice. */
  isBegun: () => boolean;
  isTooLong: () => boolean;
  report: ReportProblem;
}

/** Asks the model, and asks again where that helps and cannot be seen. */
export async function generate(options: GenerateOptions): Promise<Ending> {
  const { limits, stop, onNotice, isBegun, report } = options;
  for (let attempt = 0; ; attempt += 1) {
    const { ending, isTimeUp } = await callOnce(options);
    if (ending.type !== 'failed') return ending;
    report({ step: 'generate', error: ending.error });
    if (isTimeUp || !ending.error.retryable || isBegun() || attempt >= limits.retries) return ending;
    onNotice('retrying');
    await pause(retryDelay(ending.error, attempt, limits), stop);
  }
}

/** `isTimeUp`: our own patience is over, and a further call would only use up more of the reader's. */
type Call = { ending: Ending; isTimeUp: boolean };

/**
 * One call. It is over as soon as it is aborted or late, whether or not the model takes notice; what a model says
 * after that is not heard.
 */
function callOnce(options: GenerateOptions): Promise<Call> {
  const { model, request, limits, startedAt, stop, onEvent, onNotice, isTooLong } = options;
  const call = new AbortController();

  return new Promise((resolve) => {
    let isOver = false;
    function end(ending: Ending, isTimeUp = false) {
      if (isOver) return;
      isOver = true;
      watch.stop();
      stop.removeEventListener('abort', onStop);
      // After a good end the model closes by itself, and may keep the connection for the next call.
      if (ending.type !== 'finished' || isTooLong()) call.abort();
      resolve({ ending, isTimeUp });
    }
    const onStop = () => end({ type: 'aborted', reason: abortReason(stop) });
    const watch = watchCall({
      limits,
      endsAt: startedAt + limits.totalMs,
      onWaiting: () => onNotice('waiting'),
      onTimeout: (error) => end({ type: 'failed', error }, true),
    });

    function hear(event: ModelEvent): boolean {
      if (isOver) return false;
      watch.touch();
      onEvent(event);
      const isLast = event.type === 'finish' || isTooLong();
      if (isLast) end({ type: 'finished', reason: event.type === 'finish' ? event.reason : 'length' });
      return !isLast;
    }

    async function ask(): Promise<void> {
      await listen(model.stream(request, call.signal), hear);
      end({ type: 'failed', error: cutShort() });
    }

    if (stop.aborted) return onStop();
    stop.addEventListener('abort', onStop);
    ask().catch((error: unknown) => end({ type: 'failed', error: errorFromThrown(error) }));
  });
}

/** Only the run aborts this signal, and always with a reason of ours. */
const abortReason = (stop: AbortSignal) => stop.reason as AbortReason;

const cutShort = () =>
  new ProviderError('down', 'The provider ended its answer too early. Try again.', { retryable: true });
