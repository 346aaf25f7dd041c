import { describe, expect, it } from 'vitest';
import { ProviderError } from '@parley/providers';
import { defaultRunLimits as limits } from '../limits.ts';
import { pause, retryDelay } from './retry.ts';

describe('the delay before another call', () => {
  it('is what the provider asked for, within reason', () => {
    const asking = (retryAfterMs: number) => new ProviderError('rate', 'Slow down.', { retryAfterMs });
    expect(retryDelay(asking(1234), 0, limits)).toBe(1234);
    expect(retryDelay(asking(0), 1, limits)).toBe(0);
    expect(retryDelay(asking(3_600_000), 0, limits)).toBe(20_000);
  });

  it('grows, and differs from run to run', () => {
    const error = new ProviderError('down', 'Down.');
    const delays = (attempt: number) => Array.from({ length: 100 }, () => retryDelay(error, attempt, limits));
    expect(Math.max(...delays(0))).toBeLessThan(Math.min(...delays(1)));
    expect(new Set(delays(0)).size).toBeGreaterThan(1);
  });
});

describe('a pause', () => {
  it('ends early when it is aborted, before or meanwhile', async () => {
    await expect(pause(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
    const stop = new AbortController();
    const paused = pause(3_600_000, stop.signal);
    stop.abort();
    await expect(paused).resolves.toBeUndefined();
  });
});
