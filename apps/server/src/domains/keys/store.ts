import type { Db } from '@parley/db';

export interface StoredKey {
  secret: string;
  expiresAt: Date | null;
}

export async function find(db: Db, userId: string, name: string): Promise<StoredKey | null> {
  const key = await db.providerKey.findUnique({
    where: { userId_name: { userId, name } },
    select: { secret: true, expiresAt: true },
  });
  return key;
}

export const upsert = (db: Db, owner: { userId: string; name: string }, key: StoredKey): Promise<unknown> =>
  db.providerKey.upsert({ where: { userId_name: owner }, create: { ...owner, ...key }, update: key });

export const remove = (db: Db, userId: string, name: string): Promise<unknown> =>
  db.providerKey.deleteMany({ where: { userId, name } });

export const removeByUser = (db: Db, userId: string): Promise<unknown> =>
  db.providerKey.deleteMany({ where: { userId } });
