export { conversationsHandlers } from './handlers.ts';
export { loadConversation } from './load.ts';
export {
  columnsSql as conversationColumnsSql,
  type ConversationRow,
  findById as findConversation,
  removeExpired as removeExpiredConversations,
  setGeneratedTitle,
  toConversation,
} from './store.ts';
