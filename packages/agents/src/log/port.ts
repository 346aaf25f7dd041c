import type { RunEvent } from '@parley/data-provider';

export interface LoggedEvent {
  /** 1 for the first event of a run, then one more each. */
  seq: number;
  event: RunEvent;
}

/** The numbered list of a run's events. One writer per run, any number of readers in any process. */
export interface RunLog {
  /**
   * Adds events in order and resolves once readers can see them. A log that cannot write (Redis away) keeps them to
   * itself and retries; it never fails the run, because the message itself is stored in PostgreSQL.
   */
  append(runId: string, events: readonly RunEvent[]): Promise<void>;
  /**
   * Everything after `after`, then live, in batches without gap or repeat. Returns after the `run-end` event, or when
   * `signal` aborts. Ends early (`gone`) when the log does not hold the events asked for: the caller then reads the
   * stored message instead.
   */
  read(runId: string, after: number, signal: AbortSignal): AsyncGenerator<readonly LoggedEvent[], ReadEnd>;
  /** Keeps a finished run's events for late readers for this long, then forgets them. */
  expire(runId: string, afterMs: number): Promise<void>;
  /** Asks whichever process runs `runId` to stop. Resolves once the request is on its way. */
  requestAbort(runId: string, reason: AbortReason): Promise<void>;
  /** Calls back when someone asks to stop the run; returns the way to stop listening. */
  onAbort(runId: string, listener: (reason: AbortReason) => void): () => void;
  close(): Promise<void>;
}

export type ReadEnd = 'ended' | 'gone' | 'aborted';
export type AbortReason = 'stopped' | 'deleted' | 'shutdown';
