export { keysHandlers } from './handlers.ts';
export { openKey } from './secret.ts';
