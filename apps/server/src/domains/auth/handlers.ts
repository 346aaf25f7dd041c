import { contract, fail } from '@parley/data-provider';
import { inTransaction } from '@parley/db';
import { implement } from '../../context.ts';
import { hashPassword, needsRehash, verifyPassword } from '../../core/passwords.ts';
import * as users from '../users/index.ts';
import { providerCookie, refreshCookie, sessionCookie } from './cookies.ts';
import { issue, openSession } from './session.ts';
import * as store from './store.ts';

const wrongCredentials = 'The email or the password is not right.';

export const authHandlers = implement(contract.auth, {
  register: async ({ body }, { db, env }) => {
    if (body.password.length < env.MIN_PASSWORD_LENGTH) {
      const message = `must have at least ${env.MIN_PASSWORD_LENGTH} characters`;
      fail('invalid_request', `password: ${message}`, { details: [{ field: 'body.password', message }] });
    }
    // Hashed before the address is looked up: a known and an unknown one take the same time.
    const passwordHash = await hashPassword(body.password);
    const username = body.username ?? '';
    const account = { email: body.email, name: body.name, username, passwordHash, emailVerified: true };
    const result = await inTransaction(db, (tx) => users.insert(tx, account, env.ALLOW_REGISTRATION));
    if (result === 'closed') fail('forbidden', 'Registration is not allowed.');
    // `taken` answers like `created`: who has an account here is nobody's business.
    return {
      message: 'Your account is ready. Sign in with your email and password.',
      name: body.name,
      email: body.email,
      username,
    };
  },

  login: async ({ body }, ctx, reply) => {
    const account = await users.findByEmail(ctx.db, body.email.trim().normalize('NFC').toLowerCase());
    const isRight = await verifyPassword(account?.passwordHash ?? null, body.password);
    if (!account || !isRight || account.disabledAt) return fail('unauthorized', wrongCredentials);
    if (!account.emailVerified && !ctx.env.ALLOW_UNVERIFIED_EMAIL_LOGIN)
      return fail('unprocessable', 'Email not verified.');
    if (needsRehash(account.passwordHash ?? '')) {
      await users.setPasswordHash(ctx.db, account.id, await hashPassword(body.password));
    }
    return openSession(ctx, reply, account);
  },

  refresh: async ({ query }, ctx, reply) => {
    const token = ctx.cookies[refreshCookie];
    if (!token) return { message: 'Refresh token not provided' };
    const claims = await ctx.tokens.readRefresh(token);
    if (!claims) return fail('forbidden', 'Invalid refresh token');
    const { id: userId, sessionId, generation } = claims;
    const rotation = await store.rotate(ctx.db, { sessionId, userId, generation });
    if (rotation.outcome === 'replayed') {
      ctx.log.warn({ userId, sessionId }, 'A used refresh token came back; the session was ended.');
    }
    if (rotation.outcome === 'replayed' || rotation.outcome === 'unknown') {
      return query.retry === undefined
        ? fail('unauthorized', 'Refresh token expired or not found for this user')
        : fail('forbidden', 'No session found');
    }
    const account = await users.findById(ctx.db, userId);
    if (!account || account.disabledAt) return fail('unauthorized', 'Refresh token expired or not found for this user');
    return issue(ctx, reply, { account, session: rotation.session });
  },

  logout: async (_, ctx, reply) => {
    await store.revoke(ctx.db, { id: ctx.user.sessionId, userId: ctx.user.id });
    for (const name of [refreshCookie, providerCookie]) reply.clearCookie(name, sessionCookie(ctx.env));
    return { message: 'Logout successful' };
  },
});
