import type { RunError } from '@parley/data-provider';
import { inTransaction } from '@parley/db';
import type { Services } from '../../services.ts';
import { findConversation, toConversation } from '../conversations/index.ts';
import { messageStore } from '../messages/index.ts';
import * as store from './store.ts';

const interrupted: RunError = {
  code: 'down',
  message: 'The server stopped while this answer was being written. Continue it, or ask again.',
  retryable: true,
};

/** Closes runs that nobody works on: what was stored is kept and marked, and their readers are told. */
export async function closeOrphans(
  services: Pick<Services, 'db' | 'log' | 'runLog'>,
  instance: store.Instance,
): Promise<void> {
  for (const run of await store.listOrphans(services.db, instance)) await closeOrphan(services, run);
}

async function closeOrphan(
  { db, log, runLog }: Pick<Services, 'db' | 'log' | 'runLog'>,
  run: store.RunRow,
): Promise<void> {
  const owner = { userId: run.userId, messageId: run.responseMessageId };
  const isOurs = await inTransaction(db, async (tx) => {
    if (!(await store.end(tx, run.id, { outcome: 'interrupted', error: interrupted }))) return false;
    await messageStore.markInterrupted(tx, owner);
    return true;
  });
  if (!isOurs) return;
  log.warn({ runId: run.id, conversationId: run.conversationId }, 'Closed a run that nobody was working on.');
  const [answer, conversation] = await Promise.all([
    messageStore.find(db, run.userId, run.responseMessageId),
    findConversation(db, run.conversationId),
  ]);
  await runLog.append(run.id, [
    {
      type: 'run-end',
      outcome: 'interrupted',
      responseMessage: answer && messageStore.toMessage(answer),
      conversation: conversation && toConversation(conversation),
      error: interrupted,
    },
  ]);
  await runLog.expire(run.id, 5 * 60_000);
}
