import type { ProviderStates, RunStore } from '@parley/agents';
import type { Conversation, Message, RunError, RunOutcome } from '@parley/data-provider';
import { type Db, inTransaction } from '@parley/db';
import { findConversation, toConversation } from '../conversations/index.ts';
import { messageStore } from '../messages/index.ts';
import * as store from './store.ts';

type Owned = Pick<store.NewRun, 'id' | 'userId' | 'conversationId' | 'responseMessageId'>;

/** Where the run loop keeps an answer: the message's row. */
export function createRunStore(db: Db, run: Owned): RunStore {
  const owner = { userId: run.userId, messageId: run.responseMessageId };
  return {
    save: async (_, message, providerState) =>
      (await messageStore.saveAnswer(db, owner, { message, providerState })) ? 'stored' : 'gone',
    settle: async (_, { outcome, message, providerState, error }) => {
      const settled = await settleRun(db, run, { outcome, message, providerState, ...(error ? { error } : {}) });
      if (settled === 'gone' || settled.responseMessage === null) return 'gone';
      return { responseMessage: settled.responseMessage, conversation: settled.conversation };
    },
  };
}

interface Result {
  outcome: RunOutcome;
  /** Null when there is no answer to keep. */
  message: Message | null;
  providerState: ProviderStates | null;
  error?: RunError;
}

type Settled = { responseMessage: Message | null; conversation: Conversation };

/** The end of a run, all of it or nothing: answer, run and conversation. `gone` when the conversation was deleted. */
export function settleRun(db: Db, run: Owned, { outcome, message, providerState, error }: Result): Promise<Settled | 'gone'> {
  const owner = { userId: run.userId, messageId: run.responseMessageId };
  return inTransaction(db, async (tx) => {
    if (message && !(await messageStore.saveAnswer(tx, owner, { message: withTokens(message), providerState }))) return 'gone';
    await store.end(tx, run.id, { outcome, ...(error ? { error } : {}) });
    await store.touchConversation(tx, run.conversationId);
    const [conversation, row] = [
      await findConversation(tx, run.conversationId),
      message && (await messageStore.find(tx, run.userId, run.responseMessageId)),
    ];
    if (!conversation) return 'gone';
    return { conversation: toConversation(conversation), responseMessage: row && messageStore.toMessage(row) };
  });
}

function withTokens(message: Message): Message {
  const usage = message.metadata?.['usage'] as { inputTokens: number; outputTokens: number } | undefined; // from the `usage` event
  return usage ? { ...message, promptTokens: usage.inputTokens, tokenCount: usage.outputTokens } : message;
}
