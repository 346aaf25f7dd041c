export { attachFiles } from './attach.ts';
export { filesHandlers } from './handlers.ts';
export { readByIds as readFiles, remove as removeFiles, type StoredFile } from './store.ts';
