import type { CookieOptions } from 'express';
import type { Env } from '../../env.ts';

export const refreshCookie = 'refreshToken';
export const providerCookie = 'token_provider';

/** Never readable by scripts, never sent across sites. */
export function sessionCookie(env: Env, expires?: Date): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: isPublicHost(env), ...(expires ? { expires } : {}) };
}

/** A browser on a plain-HTTP loopback address must still be able to sign in. */
function isPublicHost(env: Env): boolean {
  if (env.NODE_ENV !== 'production' || !env.DOMAIN_SERVER) return env.DOMAIN_SERVER?.startsWith('https:') ?? false;
  const host = URL.parse(env.DOMAIN_SERVER)?.hostname ?? '';
  return host !== 'localhost' && host !== '127.0.0.1' && !host.endsWith('.localhost');
}
