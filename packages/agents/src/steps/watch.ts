import { ProviderError } from '@parley/providers';
import type { RunLimits } from '../limits.ts';

/** Looks after one call to the model: nobody is to wait for ever for a provider that went silent. */
export interface Watch {
  /** The model said something. */
  touch(): void;
  stop(): void;
}

export interface WatchOptions {
  limits: RunLimits;
  /** On the clock of `performance.now()`: when the whole run is over. */
  endsAt: number;
  onWaiting: () => void;
  onTimeout: (error: ProviderError) => void;
}

/** What a timer can hold. */
const maxDelay = 2 ** 31 - 1;

export function watchCall({ limits, endsAt, onWaiting, onTimeout }: WatchOptions): Watch {
  let lastAt = performance.now();
  let patienceMs = limits.firstOutputMs;
  let isWaitingTold = false;
  let timer = setTimeout(check, delay(lastAt));

  function check() {
    const now = performance.now();
    if (now >= endsAt) return onTimeout(timeout('The answer took longer than is allowed here.'));
    if (now >= lastAt + patienceMs) return onTimeout(timeout('The provider took too long to answer. Try again.'));
    if (now >= lastAt + limits.waitingMs && !isWaitingTold) {
      isWaitingTold = true;
      onWaiting();
    }
    timer = setTimeout(check, delay(now));
  }

  /** Until the next moment that could matter. Events do not move it; most of them come long before. */
  function delay(now: number): number {
    const soonest = Math.min(limits.waitingMs, limits.idleMs);
    const waitingAt = isWaitingTold ? now + soonest : lastAt + soonest;
    const next = Math.min(endsAt, lastAt + patienceMs, waitingAt);
    return Math.min(Math.max(1, Math.ceil(next - now)), maxDelay);
  }

  return {
    touch() {
      lastAt = performance.now();
      patienceMs = limits.idleMs;
      isWaitingTold = false;
    },
    stop: () => clearTimeout(timer),
  };
}

const timeout = (message: string) => new ProviderError('timeout', message, { retryable: true });
