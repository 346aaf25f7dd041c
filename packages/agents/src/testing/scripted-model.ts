import type { ChatModel, ModelEvent, ModelRequest } from '@parley/providers';

/** What a call does: say something, fail, wait for something, wait to be aborted, or ignore everybody for ever. */
export type Step = ModelEvent | Error | Promise<unknown> | 'hang' | 'deaf';

export interface ScriptedModel extends ChatModel {
  readonly requests: ModelRequest[];
  /** One per call. */
  readonly signals: AbortSignal[];
}

/** A model that follows one script per call, and the last one from then on. */
export function aModel(...scripts: readonly Step[][]): ScriptedModel {
  const requests: ModelRequest[] = [];
  const signals: AbortSignal[] = [];
  return {
    requests,
    signals,
    async *stream(request, signal) {
      const script = scripts[Math.min(requests.length, scripts.length - 1)] ?? [];
      requests.push(request);
      signals.push(signal);
      for (const step of script) {
        if (step instanceof Error) throw step;
        if (step instanceof Promise) await step;
        else if (step === 'deaf') await new Promise(() => undefined);
        else if (step === 'hang') await aborted(signal);
        else yield step;
      }
    },
  };
}

/** Fails as a request does whose signal aborts. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(new DOMException('This operation was aborted', 'AbortError'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give);
  });
}

export const text = (text: string): ModelEvent => ({ type: 'text-delta', text });
export const thought = (text: string): ModelEvent => ({ type: 'reasoning-delta', text });
export const finish: ModelEvent = { type: 'finish', reason: 'stop' };
