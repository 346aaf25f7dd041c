import type { ProviderError } from '@parley/providers';
import type { RunLimits } from '../limits.ts';

/** What the provider asked for, up to a limit; else longer each time, and never the same for all who wait. */
export function retryDelay(error: ProviderError, attempt: number, limits: RunLimits): number {
  if (error.retryAfterMs !== null) return Math.min(error.retryAfterMs, limits.retryAfterMaxMs);
  return limits.retryBaseMs * 2 ** attempt * (0.75 + Math.random() / 2);
}

/** Waits, or returns early when `signal` aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
}
