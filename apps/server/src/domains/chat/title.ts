import { generateTitle } from '@parley/agents';
import { textOf } from '@parley/data-provider';
import type { Db } from '@parley/db';
import { type Resolved, resolveModel } from '../../endpoints/resolve.ts';
import type { Services } from '../../services.ts';
import { findConversation, setGeneratedTitle } from '../conversations/index.ts';
import { messageStore } from '../messages/index.ts';
import * as store from './store.ts';

/** Names a conversation after its first exchange. Null when the provider offers no titles or the answer is gone. */
export async function titleRun(
  db: Db,
  run: Pick<store.NewRun, 'userId' | 'conversationId' | 'requestMessageId' | 'responseMessageId'>,
  { titleModel }: Resolved,
): Promise<string | null> {
  const [question, answer] = await Promise.all([
    messageStore.find(db, run.userId, run.requestMessageId),
    messageStore.find(db, run.userId, run.responseMessageId),
  ]);
  if (!titleModel || !question || !answer) return null;
  const title = await generateTitle({
    model: titleModel.model,
    modelName: titleModel.name,
    question: question.text,
    answer: textOf(messageStore.toMessage(answer)),
    signal: new AbortController().signal,
  });
  return (await setGeneratedTitle(db, run.conversationId, title)) ? title : null;
}

type Needs = Pick<Services, 'db' | 'vault' | 'endpoints'>;

const underway = new Map<string, Promise<string | null>>();

/** Titles the conversation now, with the model of its first finished answer. Whoever asks meanwhile gets the same title. */
export function titleConversation(services: Needs, userId: string, conversationId: string): Promise<string | null> {
  const work =
    underway.get(conversationId) ??
    title(services, userId, conversationId).finally(() => underway.delete(conversationId));
  underway.set(conversationId, work);
  return work;
}

async function title(services: Needs, userId: string, conversationId: string): Promise<string | null> {
  const { db, endpoints } = services;
  const conversation = await findConversation(db, conversationId);
  // Found between the caller's look and this one.
  if (conversation && conversation.titleSource !== 'default') return conversation.title;
  const run = await store.findFirstComplete(db, conversationId);
  const definition = run && endpoints.find(run.endpoint);
  if (!run?.model || !definition) return null;
  const resolved = await resolveModel(services, { userId, definition, modelName: run.model, useResponsesApi: false });
  return 'code' in resolved ? null : titleRun(db, run, resolved);
}
