import { contract, fail } from '@parley/data-provider';
import { implement } from '../../context.ts';
import * as store from './store.ts';

export const usersHandlers = implement(contract.users, {
  get: async (_, { db, user }) => {
    const account = await store.findById(db, user.id);
    return account ? store.toUser(account) : fail('unauthorized');
  },
});
