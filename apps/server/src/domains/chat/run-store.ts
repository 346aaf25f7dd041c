import type { ProviderStates, RunStore } from '@parley/agents';
import type { Conversation, Message, RunError, RunOutcome } from '@parley/data-provider';
import type { Db } from '@parley/db';
import { toConversation } from '../conversations/index.ts';
import type { Draft } from './save-batch.ts';
import * as store from './store.ts';

type Owned = Pick<store.NewRun, 'id' | 'userId' | 'conversationId' | 'responseMessageId'>;

/** Where the run loop keeps an answer: the message's row. */
export function createRunStore(db: Db, run: Owned, saveDraft: (draft: Draft) => Promise<'stored' | 'gone'>): RunStore {
  const { userId, responseMessageId: messageId } = run;
  return {
    save: (_, { content = [] }, providerState) => saveDraft({ userId, messageId, content, providerState }),
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
export async function settleRun(db: Db, run: Owned, { message, ...result }: Result): Promise<Settled | 'gone'> {
  const answer = message && { ...withTokens(message), updatedAt: new Date().toISOString() };
  const conversation = await store.finishTurn(db, { run, message: answer, ...result });
  return conversation ? { conversation: toConversation(conversation), responseMessage: answer } : 'gone';
}

function withTokens(message: Message): Message {
  const usage = message.metadata?.['usage'] as { inputTokens: number; outputTokens: number } | undefined; // from the `usage` event
  return usage ? { ...message, promptTokens: usage.inputTokens, tokenCount: usage.outputTokens } : message;
}
