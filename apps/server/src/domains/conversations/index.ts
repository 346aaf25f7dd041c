export { conversationsHandlers } from './handlers.ts';
export { loadConversation } from './load.ts';
export { type ConversationRow, findById as findConversation, setGeneratedTitle, toConversation } from './store.ts';
