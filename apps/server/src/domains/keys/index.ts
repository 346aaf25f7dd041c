export { keysHandlers } from './handlers.ts';
export { openKey, type UserKey } from './secret.ts';
