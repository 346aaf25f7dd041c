import type { AbortReason } from '@parley/agents';
import type { ModelParameters, RunError, RunEventOf } from '@parley/data-provider';
import type { Resolved } from '../../endpoints/resolve.ts';
import type { MessageRow } from '../messages/index.ts';
import type { Plan } from './plan.ts';
import type { NewRun } from './store.ts';

export interface Launch {
  run: NewRun;
  opening: RunEventOf<'run-start'>;
  question: MessageRow;
  plan: Plan;
  resolved: Resolved;
  parameters: ModelParameters;
  isFirstTurn: boolean;
  isTemporary: boolean;
}

/** The runs of this process. Readers and requests own none of them: a run goes on without anyone watching. */
export interface Runs {
  readonly instanceId: string;
  launch(launch: Launch): void;
  /** Ends a run that no model was asked for. */
  refuse(run: NewRun, error: RunError): Promise<void>;
  /** Asks every running answer of a conversation to stop, wherever it runs, and waits a moment: true once all have. */
  abortConversation(conversationId: string, reason: AbortReason): Promise<boolean>;
  /** Titles a conversation now; null when that cannot be done. */
  title(userId: string, conversationId: string): Promise<string | null>;
  isDraining(): boolean;
  /** Takes no more turns, lets the running ones finish for a while, and ends the rest honestly. */
  drain(withinMs: number): Promise<void>;
}
