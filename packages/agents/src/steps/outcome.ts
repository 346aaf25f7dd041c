import { failurePrefix } from '@parley/data-provider';
import type { Message, RunError, RunOutcome } from '@parley/data-provider';
import { ProviderError } from '@parley/providers';
import type { Ending } from './generate.ts';

/** What an ending means for the answer. */
export interface Result {
  outcome: RunOutcome;
  error?: RunError;
  marks: Pick<Message, 'unfinished' | 'error' | 'finish_reason'>;
}

export function resultOf(ending: Ending): Result {
  switch (ending.type) {
    case 'finished':
      return ending.reason === 'content-filter' ? failed(refusal(), 'content-filter') : complete(ending.reason);
    case 'failed':
      return failed(ending.error, ending.error.code === 'refused' ? 'content-filter' : 'error');
    case 'aborted':
      return ending.reason === 'shutdown' ? cut('interrupted', 'interrupted') : cut(ending.reason, 'aborted');
  }
}

const complete = (reason: string): Result => ({
  outcome: 'complete',
  marks: { unfinished: false, error: false, finish_reason: reason === 'other' ? 'stop' : reason },
});

const failed = (error: ProviderError, finishReason: string): Result => ({
  outcome: 'failed',
  error: error.toRunError(),
  marks: { unfinished: false, error: true, finish_reason: finishReason },
});

const cut = (outcome: RunOutcome, finishReason: string): Result => ({
  outcome,
  marks: { unfinished: true, error: false, finish_reason: finishReason },
});

const refusal = () =>
  new ProviderError(
    'refused',
    'The provider declined this request under its content rules. Rephrase it and try again.',
  );

export const errorText = (error: RunError) => `${failurePrefix}${error.message}`;
