import { contract, fail, NEW_CONVERSATION } from '@parley/data-provider';
import { inTransaction } from '@parley/db';
import { implement } from '../../context.ts';
import { countTokens } from '../../core/token-count.ts';
import { loadConversation } from '../conversations/index.ts';
import { editPart } from './edit-part.ts';
import * as store from './store.ts';

const notFound = () => fail('not_found', 'Message not found');

export const messagesHandlers = implement(contract.messages, {
  list: async ({ params }, { db, user }) => {
    if (params.conversationId === NEW_CONVERSATION) return [];
    const { id } = await loadConversation(db, user.id, { id: params.conversationId, right: 'read' });
    return (await store.listByConversation(db, id)).map(store.toMessage);
  },

  get: async ({ params }, { db, user }) => {
    if (params.conversationId === NEW_CONVERSATION) return [];
    const { id } = await loadConversation(db, user.id, { id: params.conversationId, right: 'read' });
    const row = await store.findInConversation(db, id, params.messageId);
    return row ? [store.toMessage(row)] : notFound();
  },

  update: async ({ params, body }, { db, user }) => {
    if (params.conversationId === NEW_CONVERSATION) return notFound();
    const { id } = await loadConversation(db, user.id, { id: params.conversationId, right: 'read' });
    const { index, text } = body;
    const tokenCount = await countTokens(text);
    return inTransaction(db, async (tx) => {
      // Two edits of different parts at once both hold.
      const row = await store.lockInConversation(tx, id, params.messageId);
      if (!row) return notFound();
      if (row.isUnfinished && (await store.isBeingWritten(tx, row))) {
        fail('conflict', 'This answer is still being written. Stop it first, or wait for its end.');
      }
      const change = index === undefined ? { text, tokenCount } : await editPart(store.toMessage(row), { index, text });
      return store.toMessage(await store.edit(tx, row.position, change));
    });
  },
});
