import type { Conversation, ConversationSummary, ModelParameters } from '@parley/data-provider';
import { type Conversation as Row, type Db, Prisma } from '@parley/db';
import { z } from 'zod';
import type { Place } from './cursor.ts';

export type ConversationRow = Row;

/** A whole row, for the `RETURNING` of a raw statement. */
export const columnsSql = Prisma.sql`id, user_id AS "userId", title, title_source AS "titleSource", endpoint,
  endpoint_type AS "endpointType", model, agent_id AS "agentId", assistant_id AS "assistantId", spec,
  icon_url AS "iconUrl", parameters, tags, file_ids AS "fileIds", is_archived AS "isArchived",
  expires_at AS "expiresAt", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Temporary chats that ended are gone for every reader, whether the sweeper has come by or not. */
const isLive = () => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] });

export const findById = (db: Db, id: string): Promise<Row | null> =>
  db.conversation.findFirst({ where: { id, ...isLive() } });

export interface ListQuery {
  userId: string;
  isArchived: boolean;
  sortBy: 'title' | 'createdAt' | 'updatedAt';
  direction: 'asc' | 'desc';
  after: Place | null;
  limit: number;
}

const columns = {
  title: Prisma.sql`title`,
  createdAt: Prisma.sql`created_at`,
  updatedAt: Prisma.sql`updated_at`,
};

/** One page by keyset: the cost does not depend on how far down the list it is. */
export async function listPage(db: Db, query: ListQuery): Promise<Row[]> {
  const column = columns[query.sortBy];
  const [before, direction] =
    query.direction === 'desc' ? [Prisma.sql`<`, Prisma.sql`DESC`] : [Prisma.sql`>`, Prisma.sql`ASC`];
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM conversations
    WHERE user_id = ${query.userId}::uuid AND is_archived = ${query.isArchived} AND expires_at IS NULL
      AND ${afterPlace(query, column, before)}
    ORDER BY ${column} ${direction}, id ${direction}
    LIMIT ${query.limit}`;
  const rows = await db.conversation.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

function afterPlace({ after, sortBy }: ListQuery, column: Prisma.Sql, before: Prisma.Sql): Prisma.Sql {
  if (!after) return Prisma.sql`TRUE`;
  const cast = sortBy === 'title' ? Prisma.sql`text` : Prisma.sql`timestamptz`;
  if (sortBy !== 'title' && !isTime(after.primary)) return Prisma.sql`TRUE`;
  return after.id === undefined
    ? Prisma.sql`${column} ${before} ${after.primary}::${cast}`
    : Prisma.sql`(${column}, id) ${before} (${after.primary}::${cast}, ${after.id}::uuid)`;
}

/** Stricter than `Date.parse`, which takes what PostgreSQL does not. */
const isTime = (text: string) =>
  z.iso.datetime({ offset: true }).safeParse(text).success && !Number.isNaN(Date.parse(text));

/** Enough to number pages; beyond it the number of pages is a lower bound. */
const countedAtMost = 2000;

export async function count(db: Db, userId: string, isArchived: boolean): Promise<number> {
  const [row] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (
      SELECT 1 FROM conversations
      WHERE user_id = ${userId}::uuid AND is_archived = ${isArchived} AND expires_at IS NULL
      LIMIT ${countedAtMost}
    ) AS counted`;
  return row?.total ?? 0;
}

interface Change {
  title?: string | undefined;
  isArchived?: boolean | undefined;
}

/** Null when it was deleted meanwhile. */
export async function update(db: Db, id: string, { title, isArchived }: Change): Promise<Row | null> {
  const [row] = await db.conversation.updateManyAndReturn({
    where: { id },
    data: {
      ...(title === undefined ? {} : { title, titleSource: 'user' }),
      ...(isArchived === undefined ? {} : { isArchived }),
      updatedAt: new Date(),
    },
  });
  return row ?? null;
}

/** Keeps a title the reader chose. False when it did, or when the conversation is gone. */
export async function setGeneratedTitle(db: Db, id: string, title: string): Promise<boolean> {
  const { count: changed } = await db.conversation.updateMany({
    where: { id, titleSource: { not: 'user' } },
    data: { title, titleSource: 'generated' },
  });
  return changed === 1;
}

/** Its messages and runs go with it. */
export async function remove(db: Db, id: string): Promise<{ conversations: number; messages: number }> {
  const messages = await db.message.count({ where: { conversationId: id } });
  const { count: conversations } = await db.conversation.deleteMany({ where: { id } });
  return { conversations, messages: conversations === 0 ? 0 : messages };
}

/** Removes temporary chats whose time is over, with the files that only they refer to. */
export async function removeExpired(tx: Db): Promise<void> {
  const now = new Date();
  await tx.$executeRaw`
    DELETE FROM files USING conversations AS expired
    WHERE expired.expires_at <= ${now}::timestamptz AND files.user_id = expired.user_id
      AND files.id::text = ANY (expired.file_ids)
      AND NOT EXISTS (
        SELECT FROM conversations AS live
        WHERE live.user_id = files.user_id AND files.id::text = ANY (live.file_ids)
          AND (live.expires_at IS NULL OR live.expires_at > ${now}::timestamptz)
      )`;
  await tx.conversation.deleteMany({ where: { expiresAt: { lte: now } } });
}

export function toConversation(row: Row): Conversation {
  return {
    ...toSummary(row),
    files: row.fileIds,
    ...(row.expiresAt ? { expiredAt: row.expiresAt.toISOString() } : {}),
    ...(row.parameters as ModelParameters), // written only from `parametersFor`
  };
}

export const toSummary = (row: Row): ConversationSummary => ({
  _id: row.id,
  user: row.userId,
  conversationId: row.id,
  title: row.title,
  endpoint: row.endpoint,
  ...(row.endpointType === null ? {} : { endpointType: row.endpointType }),
  ...(row.model === null ? {} : { model: row.model }),
  ...(row.agentId === null ? {} : { agent_id: row.agentId }),
  ...(row.assistantId === null ? {} : { assistant_id: row.assistantId }),
  ...(row.spec === null ? {} : { spec: row.spec }),
  ...(row.iconUrl === null ? {} : { iconURL: row.iconUrl }),
  tags: row.tags,
  isArchived: row.isArchived,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
