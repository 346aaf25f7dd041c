import { type ChatRequest, type ContentPart, fail, NEW_CONVERSATION, NO_PARENT } from '@parley/data-provider';
import type { Db } from '@parley/db';
import { messageStore, type MessageRow } from '../messages/index.ts';

/** Where a turn hangs in the tree, and what its answer starts from. */
export type Plan =
  /** A new question under `parent`. */
  | { kind: 'ask'; parent: MessageRow | null }
  /** Another answer to a question that exists. */
  | { kind: 'answer-again'; question: MessageRow }
  /** Another answer that keeps `kept` and goes on after it. */
  | { kind: 'go-on'; question: MessageRow; kept: ContentPart[]; from: MessageRow; isEdited: boolean };

/** @throws a 400 or 404 that names the field when a message the turn refers to is not part of the conversation */
export async function planTurn(db: Db, conversationId: string | null, body: ChatRequest): Promise<Plan> {
  if (!body.isRegenerate && !body.isContinued && !body.editedContent) {
    return { kind: 'ask', parent: await findParent(db, conversationId, body) };
  }
  if (conversationId === null) return missing('conversationId');
  const answer = await findAnswer(db, conversationId, body.responseMessageId);
  const question = await findQuestion(db, conversationId, body.overrideParentMessageId ?? answer?.parentMessageId);
  if (body.editedContent) {
    if (!answer) return missing('responseMessageId');
    return { kind: 'go-on', question, kept: edited(answer, body.editedContent), from: answer, isEdited: true };
  }
  const written = answer ? visibleContent(answer) : [];
  if (body.isContinued && answer && written.length > 0) {
    return { kind: 'go-on', question, kept: written, from: answer, isEdited: false };
  }
  return { kind: 'answer-again', question };
}

/** The message replied to: the one named, a root when `NO_PARENT` is named, the newest when nothing is. */
async function findParent(db: Db, conversationId: string | null, body: ChatRequest): Promise<MessageRow | null> {
  const { parentMessageId: named } = body;
  if (named === NO_PARENT) return null;
  if (conversationId === null) {
    // A reply in a conversation that was deleted must not bring it back.
    const isReply = named && body.conversationId && body.conversationId !== NEW_CONVERSATION;
    return isReply ? missing('parentMessageId') : null;
  }
  if (!named) return messageStore.findNewest(db, conversationId);
  const parent =
    (await messageStore.findInConversation(db, conversationId, named)) ??
    (await findByPlaceholder(db, conversationId, named));
  return parent ?? missing('parentMessageId');
}

async function findQuestion(db: Db, conversationId: string, named: string | null | undefined): Promise<MessageRow> {
  const question = named ? await messageStore.findInConversation(db, conversationId, named) : null;
  return question?.isCreatedByUser ? question : missing('overrideParentMessageId');
}

async function findAnswer(
  db: Db,
  conversationId: string,
  named: string | null | undefined,
): Promise<MessageRow | null> {
  if (!named) return null;
  const answer =
    (await messageStore.findInConversation(db, conversationId, named)) ??
    (await messageStore.findInConversation(db, conversationId, named.replace(/_+$/, '')));
  return answer && !answer.isCreatedByUser ? answer : null;
}

/** The incumbent's page calls an answer it has not seen the end of `<question id>_`. */
async function findByPlaceholder(db: Db, conversationId: string, named: string): Promise<MessageRow | null> {
  if (!named.endsWith('_')) return null;
  const questionId = named.replace(/_+$/, '');
  return (
    (await messageStore.findNewestAnswer(db, conversationId, questionId)) ??
    messageStore.findInConversation(db, conversationId, questionId)
  );
}

function edited(answer: MessageRow, edit: NonNullable<ChatRequest['editedContent']>): ContentPart[] {
  const content = visibleContent(answer);
  const part = content[edit.index];
  const text = edit.type === 'text' ? edit.text : (edit.think ?? edit.text ?? '');
  if (part?.type !== edit.type) return missing('editedContent.index');
  const replaced: ContentPart = part.type === 'text' ? { ...part, text } : { ...part, think: text };
  // The model goes on after the edited part: what came later no longer follows from it.
  return [...content.slice(0, edit.index), replaced];
}

/** What was really said: not the note about a failure at its end. */
function visibleContent(row: MessageRow): ContentPart[] {
  const { content, text } = messageStore.toMessage(row);
  const parts = content?.length ? content : text ? [{ type: 'text' as const, text }] : [];
  return parts.filter((part) => part.type !== 'error');
}

function missing(field: string): never {
  const message = 'does not name a message of this conversation that fits';
  return fail('invalid_request', `${field} ${message}`, { details: [{ field: `body.${field}`, message }] });
}
