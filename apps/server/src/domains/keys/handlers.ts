import { contract, fail } from '@parley/data-provider';
import { implement } from '../../context.ts';
import { keyContext } from './secret.ts';
import * as store from './store.ts';

export const keysHandlers = implement(contract.keys, {
  get: async ({ query }, { db, user }) => {
    const key = await store.find(db, user.id, query.name);
    if (!key || isPast(key.expiresAt)) return { expiresAt: null };
    return { expiresAt: key.expiresAt?.toISOString() ?? 'never' };
  },
  update: async ({ body }, { db, user, vault }) => {
    const secret = await vault.seal(body.value, keyContext(user.id, body.name));
    const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
    await store.upsert(db, { userId: user.id, name: body.name }, { secret, expiresAt });
  },
  remove: async ({ params }, { db, user }) => {
    await store.remove(db, user.id, params.name);
  },
  removeAll: async ({ query }, { db, user }) => {
    if (query.all !== 'true') fail('invalid_request', 'Specify either all=true to delete.');
    await store.removeByUser(db, user.id);
  },
});

const isPast = (date: Date | null) => date !== null && date.getTime() <= Date.now();
