export { messagesHandlers } from './handlers.ts';
export * as messageStore from './store.ts';
export type { HistoryRow, MessageRow } from './store.ts';
