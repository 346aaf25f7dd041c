/** Durations in milliseconds. */
export interface RunLimits {
  /** From the call to the model's first event. */
  firstOutputMs: number;
  /** Between two events of the model. */
  idleMs: number;
  /** The whole run, retries included. */
  totalMs: number;
  /** Silence after which readers are told that the model is still awaited. */
  waitingMs: number;
  /** Further calls after a failed one, as long as nothing was shown. */
  retries: number;
  retryBaseMs: number;
  /** The longest wait that a provider is granted. */
  retryAfterMaxMs: number;
  /** Deltas that come closer together than this are shown as one. */
  coalesceMs: number;
  /** How far the stored answer may be behind the shown one; leaves the database time until one second is over. */
  saveMs: number;
  /** How long storing the final answer is tried. */
  settleMs: number;
  /** Longer answers are ended, as if the model had reached its own limit. In UTF-16 units. */
  maxLength: number;
}

export const defaultRunLimits: RunLimits = {
  firstOutputMs: 120_000,
  idleMs: 120_000,
  totalMs: 30 * 60_000,
  waitingMs: 10_000,
  retries: 2,
  retryBaseMs: 500,
  retryAfterMaxMs: 20_000,
  coalesceMs: 50,
  saveMs: 750,
  settleMs: 30_000,
  maxLength: 4_000_000,
};
