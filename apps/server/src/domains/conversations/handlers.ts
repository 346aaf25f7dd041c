import { contract, fail } from '@parley/data-provider';
import { inTransaction } from '@parley/db';
import { implement } from '../../context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { loadConversation, notFound } from './load.ts';
import * as store from './store.ts';
import { waitForTitle } from './wait-for-title.ts';

export const conversationsHandlers = implement(contract.conversations, {
  list: async ({ query }, { db, user }) => {
    const { limit } = query;
    const isArchived = query.isArchived ?? false;
    const sortBy = query.sortBy ?? 'updatedAt';
    const direction = query.sortDirection ?? query.order ?? 'desc';
    const after = readCursor(query.cursor);
    // One row more than asked for tells whether there is a next page.
    const [rows, total] = await Promise.all([
      store.listPage(db, { userId: user.id, isArchived, sortBy, direction, after, limit: limit + 1 }),
      store.count(db, user.id, isArchived),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const pageNumber = after?.page ?? 1;
    const nextCursor =
      last && rows.length > limit ? writeCursor({ ...placeOf(last, sortBy), page: pageNumber + 1 }) : null;
    return {
      conversations: page.map(store.toSummary),
      nextCursor,
      cursor: nextCursor,
      hasMore: nextCursor !== null,
      pageNumber,
      pageSize: limit,
      pages: Math.ceil(total / limit),
    };
  },

  get: async ({ params }, { db, user }) =>
    store.toConversation(await loadConversation(db, user.id, { id: params.conversationId, right: 'read' })),

  update: async ({ body }, { db, user }) => {
    if (body.title === undefined && body.isArchived === undefined) {
      const details = [{ field: 'body.title', message: 'is required' }];
      fail('invalid_request', 'title is required', { details });
    }
    const { id } = await loadConversation(db, user.id, { id: body.conversationId, right: 'write' });
    return store.toConversation((await store.update(db, id, body)) ?? notFound());
  },

  archive: async ({ body }, { db, user }) => {
    const { id } = await loadConversation(db, user.id, { id: body.conversationId, right: 'write' });
    return store.toConversation((await store.update(db, id, { isArchived: body.isArchived })) ?? notFound());
  },

  remove: async ({ params }, { db, user, runs }) => {
    const { id } = await loadConversation(db, user.id, { id: params.conversationId, right: 'read' });
    await runs.abortConversation(id, 'deleted');
    const removed = await inTransaction(db, (tx) => store.remove(tx, id));
    return {
      acknowledged: true as const,
      deletedCount: removed.conversations,
      messages: { acknowledged: true as const, deletedCount: removed.messages },
    };
  },

  generatedTitle: async ({ params }, { db, user, signal }) => {
    const { id } = await loadConversation(db, user.id, { id: params.conversationId, right: 'read' });
    const title = await waitForTitle(db, id, signal);
    return title === null ? noTitle() : { title };
  },

  generateTitle: async ({ body }, { db, user, runs }) => {
    const row = await loadConversation(db, user.id, { id: body.conversationId, right: 'read' });
    if (row.titleSource !== 'default') return { title: row.title };
    const title = await runs.title(user.id, row.id);
    return title === null ? noTitle() : { title };
  },
});

const noTitle = () => fail('not_found', "Title not found or method not implemented for the conversation's endpoint");

function placeOf(row: store.ConversationRow, sortBy: 'title' | 'createdAt' | 'updatedAt') {
  return { primary: sortBy === 'title' ? row.title : row[sortBy].toISOString(), id: row.id };
}
