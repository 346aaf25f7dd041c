import type { LimitName } from '@parley/data-provider';
import type { LimitRule } from '@parley/express-adapter';
import type { AppContext } from '../context.ts';
import type { Env } from '../env.ts';

const minute = 60_000;

/** Request budgets by name. Windows in the environment are minutes. */
export function limitsFrom(env: Env): Partial<Record<LimitName, LimitRule<AppContext>[]>> {
  const message = (limiter: 'ip' | 'user', max: number, windowInMinutes: number): LimitRule<AppContext> => ({
    max,
    windowMs: windowInMinutes * minute,
    key: limiter,
    message: 'Too many messages in a short time. Wait a moment.',
    body: { type: 'message_limit', max, limiter, windowInMinutes },
  });
  return {
    login: [
      {
        max: env.LOGIN_MAX,
        windowMs: env.LOGIN_WINDOW * minute,
        key: 'ip',
        message: `Too many login attempts, please try again after ${env.LOGIN_WINDOW} minutes.`,
      },
    ],
    register: [
      {
        max: env.REGISTER_MAX,
        windowMs: env.REGISTER_WINDOW * minute,
        key: 'ip',
        message: `Too many accounts created, please try again after ${env.REGISTER_WINDOW} minutes`,
      },
    ],
    // Every page load refreshes; this only stops someone who guesses.
    refresh: [{ max: 300, windowMs: 5 * minute, key: 'ip' }],
    message: [
      ...(env.LIMIT_MESSAGE_IP ? [message('ip', env.MESSAGE_IP_MAX, env.MESSAGE_IP_WINDOW)] : []),
      ...(env.LIMIT_MESSAGE_USER ? [message('user', env.MESSAGE_USER_MAX, env.MESSAGE_USER_WINDOW)] : []),
    ],
  };
}
