import type { Session as SessionAnswer } from '@parley/data-provider';
import type { Session } from '@parley/db';
import type { AppContext, Reply } from '../../context.ts';
import { type Account, toUser } from '../users/index.ts';
import { providerCookie, refreshCookie, sessionCookie } from './cookies.ts';
import * as store from './store.ts';

/** Signs an account in: a new session, its cookies, and the first access token. */
export async function openSession(ctx: AppContext, reply: Reply, account: Account): Promise<SessionAnswer> {
  const session = await store.insert(ctx.db, {
    userId: account.id,
    expiresAt: new Date(Date.now() + ctx.env.REFRESH_TOKEN_EXPIRY),
    userAgent: ctx.userAgent?.slice(0, 300) ?? null,
    ip: ctx.ip,
  });
  return issue(ctx, reply, { account, session });
}

export async function issue(
  { env, tokens }: AppContext,
  reply: Reply,
  { account, session }: { account: Account; session: Session },
): Promise<SessionAnswer> {
  const refresh = { id: account.id, sessionId: session.id, generation: session.generation };
  const cookie = sessionCookie(env, session.expiresAt);
  reply.setCookie(refreshCookie, await tokens.signRefresh(refresh, session.expiresAt), cookie);
  reply.setCookie(providerCookie, 'librechat', cookie);
  const { id, username, provider, email } = account;
  const token = await tokens.signAccess({ id, username, provider, email, sid: session.id }, env.SESSION_EXPIRY);
  return { token, user: toUser(account) };
}
