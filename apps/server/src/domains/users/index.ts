export { usersHandlers } from './handlers.ts';
export { type Account, findByEmail, findById, hasAny, insert, setPasswordHash, toUser } from './store.ts';
