export { authHandlers } from './handlers.ts';
export { removeExpired as removeExpiredSessions } from './store.ts';
