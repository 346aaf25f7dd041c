import type { User } from '@parley/data-provider';
import { newId, type Db } from '@parley/db';
import type { User as UserRow } from '@parley/db';

export type Account = UserRow;

/** Held while an account is created, so that of many first accounts exactly one administers. */
const firstAccountLock = 7_305_001;

export const findById = (db: Db, id: string): Promise<Account | null> => db.user.findUnique({ where: { id } });
export const findByEmail = (db: Db, email: string): Promise<Account | null> => db.user.findUnique({ where: { email } });
export const hasAny = async (db: Db): Promise<boolean> => (await db.user.findFirst({ select: { id: true } })) !== null;

export interface NewAccount {
  email: string;
  name: string;
  username: string;
  passwordHash: string;
  emailVerified: boolean;
}

/** `closed`: only the very first account may be created. `taken`: the address has an account. */
export async function insert(
  tx: Db,
  account: NewAccount,
  mayRegister: boolean,
): Promise<'created' | 'closed' | 'taken'> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${firstAccountLock}::bigint)`;
  const isFirst = (await tx.user.findFirst({ select: { id: true } })) === null;
  if (!isFirst && !mayRegister) return 'closed';
  if (await tx.user.findUnique({ where: { email: account.email }, select: { id: true } })) return 'taken';
  await tx.user.create({ data: { id: newId(), ...account, role: isFirst ? 'ADMIN' : 'USER' } });
  return 'created';
}

export const setPasswordHash = (db: Db, id: string, passwordHash: string): Promise<unknown> =>
  db.user.update({ where: { id }, data: { passwordHash } });

export function toUser(row: Account): User {
  return {
    _id: row.id,
    id: row.id,
    name: row.name,
    username: row.username,
    email: row.email,
    emailVerified: row.emailVerified,
    avatar: row.avatar,
    provider: row.provider as User['provider'], // written only by this server, from the same list
    role: row.role,
    plugins: row.plugins,
    twoFactorEnabled: row.twoFactorEnabled,
    termsAccepted: row.termsAccepted,
    personalization: { memories: row.useMemories },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
