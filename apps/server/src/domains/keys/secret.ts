import type { Db } from '@parley/db';
import { z } from 'zod';
import type { Vault } from '../../core/vault.ts';
import * as store from './store.ts';

/** What a stored key is bound to: it cannot be opened for another account or endpoint. */
export const keyContext = (userId: string, name: string): string => `key:${userId}:${name}`;

export type UserKey = { apiKey: string } | { expiredAt: string };

/** A base URL beside the key is not used: keys go only to the address the operator configured. */
const jsonKeySchema = z.object({ apiKey: z.string().min(1) });

/** The user's own key for an endpoint, or why there is none. */
export async function openKey(
  { db, vault }: { db: Db; vault: Vault },
  userId: string,
  name: string,
): Promise<UserKey | null> {
  const key = await store.find(db, userId, name);
  if (!key) return null;
  if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) return { expiredAt: key.expiresAt.toISOString() };
  // Sealed with a vault key that is no longer ours: as good as gone, and its owner can enter it again.
  const value = await vault.open(key.secret, keyContext(userId, name)).catch(() => null);
  if (value === null) return null;
  return { apiKey: fromJson(value) ?? value };
}

/** The incumbent's client wraps the key of most endpoints in JSON. */
function fromJson(value: string): string | null {
  if (!value.startsWith('{')) return null;
  try {
    const parsed = jsonKeySchema.safeParse(JSON.parse(value));
    return parsed.data?.apiKey ?? null;
  } catch {
    return null;
  }
}
