export interface RedisKeys {
  /** Stream of a run's events, and the channel that announces them. */
  events(runId: string): string;
  /** Why a run is to stop, for the process that runs it. */
  abort(runId: string): string;
  /** Channel of all abort requests. */
  readonly aborts: string;
}

export const redisKeys = (prefix: string): RedisKeys => ({
  events: (runId) => `${prefix}run:${runId}:events`,
  abort: (runId) => `${prefix}run:${runId}:abort`,
  aborts: `${prefix}run-aborts`,
});
