import { fail, type LimitName } from '@parley/data-provider/core';
import type { Redis } from 'ioredis';
import type { ServerResponse } from 'node:http';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { addressKey } from './client-address.ts';
import type { AdapterContext } from './context.ts';

export interface LimitRule<C extends AdapterContext = AdapterContext> {
  max: number;
  windowMs: number;
  /** Whose budget it is. A function may return null to leave a call out. */
  key: 'ip' | 'user' | ((ctx: C) => string | null);
  message?: string;
  /** Fields added to the 429 body. */
  body?: Readonly<Record<string, unknown>>;
}

export type LimitRules<C extends AdapterContext> = Readonly<
  Partial<Record<LimitName, LimitRule<C> | readonly LimitRule<C>[]>>
>;

/** Takes one call out of a budget, or answers 429. */
export type TakeLimit<C extends AdapterContext> = (name: LimitName, ctx: C, res: ServerResponse) => Promise<void>;

interface Budget<C extends AdapterContext> {
  rule: LimitRule<C>;
  limiter: RateLimiterAbstract;
}

interface LimitOptions<C extends AdapterContext> {
  rules: LimitRules<C>;
  redis: Redis | undefined;
  onLimited: ((limit: LimitName, ctx: C) => void) | undefined;
}

export function createLimits<C extends AdapterContext>({ rules, redis, onLimited }: LimitOptions<C>): TakeLimit<C> {
  const budgets = new Map<LimitName, Budget<C>[]>();
  for (const [name, rule] of Object.entries(rules)) {
    const list: LimitRule<C>[] = [rule].flat();
    // `Object.entries` widens the key; these are the names of the record.
    budgets.set(
      name as LimitName,
      list.map((each, index) => ({ rule: each, limiter: createLimiter(`${name}:${index}`, each, redis) })),
    );
  }
  return async (name, ctx, res) => {
    for (const { rule, limiter } of budgets.get(name) ?? []) {
      const key = keyOf(rule, ctx);
      if (key === null) continue;
      const { left, isRefused } = await take(limiter, key);
      showBudget(res, rule, left);
      if (!isRefused) continue;
      onLimited?.(name, ctx);
      fail('rate_limited', rule.message, {
        retryAfter: secondsOf(left),
        ...(rule.body === undefined ? {} : { body: rule.body }),
      });
    }
  };
}

function createLimiter(name: string, rule: LimitRule<never>, redis: Redis | undefined): RateLimiterAbstract {
  const options = {
    keyPrefix: `limit:${name}`,
    points: rule.max,
    duration: Math.max(1, Math.ceil(rule.windowMs / 1000)),
  };
  const memory = new RateLimiterMemory(options);
  if (redis === undefined) return memory;
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: memory,
  });
}

function keyOf<C extends AdapterContext>(rule: LimitRule<C>, ctx: C): string | null {
  if (typeof rule.key === 'function') return rule.key(ctx);
  if (rule.key === 'ip') return addressKey(ctx.ip);
  return ctx.user?.id ?? null;
}

/** The limiter rejects with the same record it resolves with, when nothing is left. */
async function take(limiter: RateLimiterAbstract, key: string): Promise<{ left: RateLimiterRes; isRefused: boolean }> {
  try {
    return { left: await limiter.consume(key), isRefused: false };
  } catch (error) {
    if (error instanceof RateLimiterRes) return { left: error, isRefused: true };
    throw error;
  }
}

const secondsOf = (left: RateLimiterRes): number => Math.max(1, Math.ceil(left.msBeforeNext / 1000));

function showBudget(res: ServerResponse, rule: LimitRule<never>, left: RateLimiterRes): void {
  if (res.headersSent) return;
  res.setHeader('X-RateLimit-Limit', rule.max);
  res.setHeader('X-RateLimit-Remaining', left.remainingPoints);
  res.setHeader('X-RateLimit-Reset', Math.ceil((Date.now() + left.msBeforeNext) / 1000));
}
