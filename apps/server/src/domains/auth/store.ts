import { newId, type Db } from '@parley/db';
import type { Session } from '@parley/db';

/** After a refresh the token before it still works this long: two tabs may refresh at once, and answers get lost. */
export const graceMs = 30_000;

export interface NewSession {
  userId: string;
  expiresAt: Date;
  userAgent: string | null;
  ip: string | null;
}

export const insert = (db: Db, session: NewSession): Promise<Session> =>
  db.session.create({ data: { id: newId(), ...session } });

export type Rotation =
  | { outcome: 'rotated' | 'repeated'; session: Session }
  /** The token was used up long ago: someone else holds a copy. The session is over for both. */
  | { outcome: 'replayed' }
  | { outcome: 'unknown' };

/**
 * Uses up generation `generation` of a session's refresh token. One conditional update decides, so of twenty parallel
 * calls one rotates and the others get the same new generation.
 */
export async function rotate(
  db: Db,
  token: { sessionId: string; userId: string; generation: number },
): Promise<Rotation> {
  const { sessionId: id, userId, generation } = token;
  const live = { id, userId, revokedAt: null, expiresAt: { gt: new Date() } };
  const { count } = await db.session.updateMany({
    where: { ...live, generation },
    data: { generation: generation + 1, rotatedAt: new Date() },
  });
  const session = await db.session.findFirst({ where: live });
  if (!session) return { outcome: 'unknown' };
  if (count === 1) return { outcome: 'rotated', session };
  const isRecent = session.generation === generation + 1 && Date.now() - session.rotatedAt.getTime() < graceMs;
  if (isRecent) return { outcome: 'repeated', session };
  await revoke(db, { id, userId });
  return { outcome: 'replayed' };
}

export const revoke = (db: Db, session: { id: string; userId: string }): Promise<unknown> =>
  db.session.updateMany({ where: { ...session, revokedAt: null }, data: { revokedAt: new Date() } });

/** Ended sessions are of no use to anyone after their tokens have expired too. */
export const removeExpired = (db: Db): Promise<unknown> =>
  db.session.deleteMany({ where: { expiresAt: { lt: new Date() } } });
