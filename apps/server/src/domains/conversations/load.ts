import { fail } from '@parley/data-provider';
import type { Db } from '@parley/db';
import { type ConversationRow, findById } from './store.ts';

/**
 * The one way to a conversation. Reading does not tell a foreign one from one that does not exist; writing does,
 * because the incumbent's clients need the difference.
 */
export async function loadConversation(
  db: Db,
  userId: string,
  { id, right }: { id: string; right: 'read' | 'write' },
): Promise<ConversationRow> {
  const row = await findById(db, id);
  if (row?.userId === userId) return row;
  if (row && right === 'write') {
    fail('forbidden', "You don't have access to this conversation", {
      body: { error: 'Unauthorized', type: 'convo_access' },
    });
  }
  return notFound();
}

export const notFound = () => fail('not_found', 'Not found', { body: { error: 'Conversation not found' } });
