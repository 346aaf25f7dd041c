import type { ContentPart, Message, MessageFile } from '@parley/data-provider';
import { NO_PARENT } from '@parley/data-provider';
import { type Db, type Message as Row, Prisma } from '@parley/db';
import { jsonText } from '../../core/json-text.ts';

export type MessageRow = Row;

/** Rows decoded at once: a very long conversation must not hold up everyone else. */
const decodedAtOnce = 500;

export async function listByConversation(db: Db, conversationId: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after = -1n; ;) {
    const where = { conversationId, position: { gt: after } };
    const page = await db.message.findMany({ where, orderBy: { position: 'asc' }, take: decodedAtOnce });
    rows.push(...page);
    const last = page.at(-1);
    if (!last || page.length < decodedAtOnce) return rows;
    after = last.position;
  }
}

export const find = (db: Db, userId: string, messageId: string): Promise<Row | null> =>
  db.message.findUnique({ where: { userId_messageId: { userId, messageId } } });

export const findInConversation = (db: Db, conversationId: string, messageId: string): Promise<Row | null> =>
  db.message.findFirst({ where: { conversationId, messageId } });

/** Nobody else changes or removes it before the transaction ends. */
export async function lockInConversation(tx: Db, conversationId: string, messageId: string): Promise<Row | null> {
  await tx.$queryRaw`
    SELECT FROM messages WHERE conversation_id = ${conversationId}::uuid AND message_id = ${messageId} FOR UPDATE`;
  return findInConversation(tx, conversationId, messageId);
}

/** What a run has written so far is not anyone else's to change: its next words would undo that. */
export const isBeingWritten = async (
  db: Db,
  { userId, messageId }: Pick<Row, 'userId' | 'messageId'>,
): Promise<boolean> => (await db.run.count({ where: { userId, status: 'running', responseMessageId: messageId } })) > 0;

export const findNewest = (db: Db, conversationId: string): Promise<Row | null> =>
  db.message.findFirst({ where: { conversationId }, orderBy: { position: 'desc' } });

export const findNewestAnswer = (db: Db, conversationId: string, parentMessageId?: string): Promise<Row | null> =>
  db.message.findFirst({
    where: { conversationId, isCreatedByUser: false, ...(parentMessageId === undefined ? {} : { parentMessageId }) },
    orderBy: { position: 'desc' },
  });

export interface NewMessage {
  messageId: string;
  conversationId: string;
  userId: string;
  parent: { messageId: string; position: bigint } | null;
  isCreatedByUser: boolean;
  sender: string;
  text: string;
  endpoint: string;
  model: string | null;
  content?: readonly ContentPart[];
  files?: readonly MessageFile[];
  isUnfinished?: boolean;
  isEdited?: boolean;
  tokenCount?: number;
  expiresAt: Date | null;
  providerState?: Prisma.JsonValue;
}

/** As it will stand in the database. */
export const newRow = (message: NewMessage, createdAt: Date): Row => ({
  position: 0n,
  conversationId: message.conversationId,
  userId: message.userId,
  messageId: message.messageId,
  parentMessageId: message.parent?.messageId ?? null,
  parentPosition: message.parent?.position ?? null,
  isCreatedByUser: message.isCreatedByUser,
  sender: message.sender,
  text: message.text,
  content: toStored(message.content),
  endpoint: message.endpoint,
  model: message.model,
  iconUrl: null,
  tokenCount: message.tokenCount ?? null,
  promptTokens: null,
  isUnfinished: message.isUnfinished ?? false,
  isError: false,
  isEdited: message.isEdited ?? false,
  finishReason: null,
  files: message.files?.length ? toStored(message.files) : null,
  attachments: null,
  feedback: null,
  metadata: null,
  providerState: message.providerState ?? null,
  expiresAt: message.expiresAt,
  createdAt,
  updatedAt: createdAt,
});

/**
 * The INSERT of a new message, to stand in a larger statement; `parentPosition` may come from another part of it.
 * Returns `position`.
 */
export const insertSql = (row: Row, parentPosition: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO messages (conversation_id, user_id, message_id, parent_message_id, parent_position, is_created_by_user,
    sender, text, content, endpoint, model, token_count, is_unfinished, is_edited, files, provider_state, expires_at,
    created_at, updated_at)
  SELECT ${row.conversationId}::uuid, ${row.userId}::uuid, ${row.messageId}::text, ${row.parentMessageId}::text,
    ${parentPosition}, ${row.isCreatedByUser}::boolean, ${row.sender}::text, ${row.text}::text,
    ${orNull(row.content)}::jsonb, ${row.endpoint}::text, ${row.model}::text, ${row.tokenCount}::int,
    ${row.isUnfinished}::boolean, ${row.isEdited}::boolean, ${orNull(row.files)}::jsonb,
    ${orNull(row.providerState)}::jsonb, ${row.expiresAt}::timestamptz, ${row.createdAt}::timestamptz,
    ${row.updatedAt}::timestamptz
  RETURNING position`;

const orNull = (value: unknown): string | null =>
  typeof value === 'object' && value !== null ? jsonText(value) : null;

interface FinishedAnswer {
  owner: { userId: string; messageId: string };
  message: Message;
  /** Null leaves it as it is. */
  providerState: object | null;
}

/** The UPDATE that gives an answer its final state, to stand in a larger statement. */
export const finishSql = ({ owner, message, providerState }: FinishedAnswer): Prisma.Sql => Prisma.sql`
  UPDATE messages SET
    text = ${message.text}, content = ${jsonText(message.content ?? [])}::jsonb,
    attachments = ${orNull(message.attachments)}::jsonb, metadata = ${orNull(message.metadata)}::jsonb,
    provider_state = COALESCE(${orNull(providerState)}::jsonb, provider_state),
    is_unfinished = ${message.unfinished ?? false}, is_error = ${message.error ?? false},
    finish_reason = ${message.finish_reason ?? null}, token_count = ${message.tokenCount ?? null}::int,
    prompt_tokens = ${message.promptTokens ?? null}::int, updated_at = ${message.updatedAt}::timestamptz
  WHERE user_id = ${owner.userId}::uuid AND message_id = ${owner.messageId}
  RETURNING position`;

interface Draft {
  userId: string;
  messageId: string;
  content: readonly ContentPart[];
  providerState: object;
}

/** Answers as they stand while they are written, in one statement. Returns the ids of those that still exist. */
export async function saveDrafts(db: Db, drafts: readonly Draft[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ messageId: string }[]>`
    UPDATE messages AS m
    SET content = draft.content, provider_state = draft."providerState", updated_at = now()
    FROM jsonb_to_recordset(${jsonText(drafts)}::jsonb)
      AS draft("userId" uuid, "messageId" text, content jsonb, "providerState" jsonb)
    WHERE m.user_id = draft."userId" AND m.message_id = draft."messageId"
    RETURNING m.message_id AS "messageId"`;
  return new Set(rows.map(({ messageId }) => messageId));
}

/** Takes back an answer that nothing was written to. */
export const removeAnswer = (db: Db, owner: { userId: string; messageId: string }): Promise<unknown> =>
  db.message.deleteMany({ where: { ...owner, isCreatedByUser: false } });

/** The answer of a process that died: what it had stored, marked as cut off. */
export const markInterrupted = (db: Db, owner: { userId: string; messageId: string }): Promise<unknown> =>
  db.message.updateMany({
    where: { ...owner, isUnfinished: true },
    data: { finishReason: 'interrupted', updatedAt: new Date() },
  });

interface Edit {
  text?: string;
  content?: readonly ContentPart[];
  tokenCount?: number;
}

export const edit = (db: Db, position: bigint, { content, ...change }: Edit): Promise<Row> =>
  db.message.update({
    where: { position },
    data: { ...change, ...(content ? { content: toJson(content) } : {}), isEdited: true, updatedAt: new Date() },
  });

/** One step of the way from a message to its root. */
export type HistoryRow = Pick<Row, 'messageId' | 'isCreatedByUser' | 'text' | 'content' | 'files' | 'providerState'>;

/** From a message up to its root, newest first, at most `limit` messages. */
export const listAncestors = (
  db: Db,
  from: { conversationId: string; messageId: string },
  limit: number,
): Promise<HistoryRow[]> =>
  db.$queryRaw<HistoryRow[]>`
    WITH RECURSIVE path AS (
      SELECT m.*, 1 AS depth FROM messages m
      WHERE m.conversation_id = ${from.conversationId}::uuid AND m.message_id = ${from.messageId}
      UNION ALL
      SELECT parent.*, path.depth + 1 FROM path
      JOIN messages parent
        ON parent.conversation_id = path.conversation_id
       AND parent.message_id = path.parent_message_id
       AND parent.position = path.parent_position
      WHERE path.depth < ${limit}
    )
    SELECT message_id AS "messageId", is_created_by_user AS "isCreatedByUser", text, content, files,
           provider_state AS "providerState"
    FROM path ORDER BY depth`;

/** JSON columns hold what the contract's schemas describe; only this file writes them. */
const toStored = (value: unknown): Prisma.JsonValue => (value ?? null) as Prisma.JsonValue;
const toJson = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

/** The one place a row becomes a wire object. */
export function toMessage(row: Row): Message {
  return {
    messageId: row.messageId,
    conversationId: row.conversationId,
    parentMessageId: row.parentMessageId ?? NO_PARENT,
    ...present('sender', row.sender),
    text: row.text,
    ...present('content', row.content as ContentPart[] | null),
    isCreatedByUser: row.isCreatedByUser,
    ...present('model', row.model),
    ...present('endpoint', row.endpoint),
    ...present('iconURL', row.iconUrl),
    ...present('tokenCount', row.tokenCount),
    ...present('promptTokens', row.promptTokens),
    unfinished: row.isUnfinished,
    error: row.isError,
    isEdited: row.isEdited,
    ...present('finish_reason', row.finishReason),
    ...present('files', row.files as MessageFile[] | null),
    ...present('attachments', row.attachments as Message['attachments'] | null),
    ...present('feedback', row.feedback as Message['feedback']),
    ...present('metadata', row.metadata as Message['metadata'] | null),
    ...(row.expiresAt ? { expiredAt: row.expiresAt.toISOString() } : {}),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

const present = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  // The computed key is K; TypeScript widens it to string.
  value === null || value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
