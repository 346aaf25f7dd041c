import type { Conversation, Message, RunError, RunOutcome, Usage } from '@parley/data-provider';
import type { ProviderState } from '@parley/providers';

/** What the provider wants back with each part of an answer, by content index. */
export type ProviderStates = Readonly<Record<number, ProviderState>>;

/** How an answer ended. Of a deleted conversation nothing is kept. */
export interface SettledRun {
  outcome: Exclude<RunOutcome, 'deleted'>;
  message: Message;
  providerState: ProviderStates;
  error?: RunError;
  usage?: Usage;
}

/** Where answers are kept. The run loop never calls it for one run twice at the same time. */
export interface RunStore {
  /** Keeps what was written so far. `gone`: the conversation was deleted, so the run has no purpose any more. */
  save(runId: string, message: Message, providerState: ProviderStates): Promise<'stored' | 'gone'>;
  /**
   * Keeps the final answer, the run's outcome and the conversation, all or nothing. May be called again after a failure
   * whose effect is unknown.
   */
  settle(
    runId: string,
    settled: SettledRun,
  ): Promise<{ responseMessage: Message; conversation: Conversation | null } | 'gone'>;
}

/** A trouble that the run survived, or that it reports to its reader in kinder words. */
export interface RunProblem {
  step: 'generate' | 'log' | 'save' | 'settle';
  error: unknown;
}
export type ReportProblem = (problem: RunProblem) => void;
