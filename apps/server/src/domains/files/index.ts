export { attachFiles } from './attach.ts';
export { filesHandlers } from './handlers.ts';
export { readByIds as readFiles, type StoredFile } from './store.ts';
