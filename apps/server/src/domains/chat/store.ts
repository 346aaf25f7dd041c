import type { Message, ModelParameters, RunError, RunOutcome } from '@parley/data-provider';
import { type Db, Prisma, type Run } from '@parley/db';
import { jsonText } from '../../core/json-text.ts';
import { conversationColumnsSql, type ConversationRow } from '../conversations/index.ts';
import { type MessageRow, messageStore } from '../messages/index.ts';

export type RunRow = Run;

/** A process that gave no sign of life for this long is gone, and its runs are closed for it. */
export const staleAfterMs = 10_000;

export const findByRequest = (db: Db, userId: string, requestKey: string): Promise<Run | null> =>
  db.run.findUnique({ where: { userId_requestKey: { userId, requestKey } } });

/** Of a conversation that has not expired: what a reader may still see. */
const isReadable = () => ({ conversation: { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] } });

export const findById = (db: Db, id: string): Promise<Run | null> =>
  db.run.findFirst({ where: { id, ...isReadable() } });

export const findNewest = (db: Db, conversationId: string): Promise<Run | null> =>
  db.run.findFirst({ where: { conversationId, ...isReadable() }, orderBy: { startedAt: 'desc' } });

export const listRunningByUser = (db: Db, userId: string): Promise<Run[]> =>
  db.run.findMany({ where: { userId, status: 'running' }, orderBy: { startedAt: 'desc' } });

export const listRunningByConversation = (db: Db, conversationId: string): Promise<Run[]> =>
  db.run.findMany({ where: { conversationId, status: 'running' } });

export type NewRun = Pick<
  Run,
  | 'id'
  | 'userId'
  | 'conversationId'
  | 'requestKey'
  | 'requestMessageId'
  | 'responseMessageId'
  | 'endpoint'
  | 'model'
  | 'instanceId'
>;
interface End {
  outcome: RunOutcome;
  error?: RunError;
}

const statusOf = {
  complete: 'complete',
  stopped: 'aborted',
  failed: 'error',
  interrupted: 'error',
  deleted: 'aborted',
} as const;

/** False when it had ended before, or was deleted with its conversation: a run ends once. */
export async function end(tx: Db, id: string, { outcome, error }: End): Promise<boolean> {
  const { count } = await tx.run.updateMany({
    where: { id, status: 'running' },
    data: {
      status: statusOf[outcome],
      outcome,
      endedAt: new Date(),
      ...(error ? { error: error as unknown as Prisma.InputJsonValue } : {}), // a plain JSON object
    },
  });
  return count === 1;
}

export const beat = (db: Db, instanceId: string): Promise<unknown> =>
  db.run.updateMany({ where: { instanceId, status: 'running' }, data: { heartbeatAt: new Date() } });

export interface Instance {
  id: string;
  /** Every other process is known to be gone. */
  isAlone: boolean;
  /** The runs it is working on. */
  activeIds: readonly string[];
}

/** Runs that nobody is working on: their process is gone, or it is this one and could not store their end. */
export function listOrphans(db: Db, { id: instanceId, isAlone, activeIds }: Instance): Promise<Run[]> {
  const stale = { lt: new Date(Date.now() - staleAfterMs) };
  return db.run.findMany({
    where: {
      status: 'running',
      OR: [
        { instanceId: { not: instanceId }, ...(isAlone ? {} : { heartbeatAt: stale }) },
        // A run is stored a moment before it is worked on.
        { instanceId, id: { notIn: [...activeIds] }, startedAt: stale },
      ],
    },
    take: 500,
  });
}

export interface TurnSettings {
  endpoint: string;
  endpointType: string | null;
  model: string | null;
  spec: string | null;
  parameters: ModelParameters;
  fileIds: readonly string[];
  expiresAt: Date | null;
}

export interface NewTurn {
  run: NewRun;
  settings: TurnSettings & { isNew: boolean };
  /** Null when the question exists. */
  question: MessageRow | null;
  /** Null when no model will answer. */
  answer: MessageRow | null;
}

/**
 * A turn in one statement: conversation, question, answer and run, all of them or none. Settings no longer sent are
 * unset. The messages get their positions here.
 */
export async function insertTurn(db: Db, { run, settings, question, answer }: NewTurn): Promise<void> {
  const ownPosition = answer?.parentPosition ?? 0n;
  const asked = question
    ? messageStore.insertSql(question, Prisma.sql`${question.parentPosition}::bigint`)
    : Prisma.sql`SELECT ${ownPosition}::bigint AS position`;
  const answered = answer
    ? messageStore.insertSql(answer, Prisma.sql`(SELECT position FROM question)`)
    : Prisma.sql`SELECT 0::bigint AS position`;
  const [positions] = await db.$queryRaw<{ question: bigint; answer: bigint }[]>`
    WITH conversation AS (${conversationSql(run, settings)}),
    question AS (${asked}),
    answer AS (${answered}),
    run AS (
      INSERT INTO runs (id, user_id, conversation_id, request_key, request_message_id, response_message_id, endpoint,
        model, instance_id)
      VALUES (${run.id}::uuid, ${run.userId}::uuid, ${run.conversationId}::uuid, ${run.requestKey},
        ${run.requestMessageId}, ${run.responseMessageId}, ${run.endpoint}, ${run.model}, ${run.instanceId}::uuid)
    )
    SELECT question.position AS question, answer.position AS answer FROM question, answer`;
  if (!positions) throw new Error('The turn was not stored.');
  if (question) question.position = positions.question;
  if (answer) answer.position = positions.answer;
}

function conversationSql({ conversationId, userId }: NewRun, settings: NewTurn['settings']): Prisma.Sql {
  const { endpoint, endpointType, model, spec, expiresAt } = settings;
  const parameters = jsonText(settings.parameters);
  const fileIds = [...settings.fileIds];
  return settings.isNew
    ? Prisma.sql`
      INSERT INTO conversations (id, user_id, endpoint, endpoint_type, model, spec, parameters, file_ids, expires_at)
      VALUES (${conversationId}::uuid, ${userId}::uuid, ${endpoint}, ${endpointType}, ${model}, ${spec},
        ${parameters}::jsonb, ${fileIds}::text[], ${expiresAt}::timestamptz)`
    : Prisma.sql`
      UPDATE conversations SET endpoint = ${endpoint}, endpoint_type = ${endpointType}, model = ${model}, spec = ${spec},
        parameters = ${parameters}::jsonb, file_ids = file_ids || ${fileIds}::text[], updated_at = now()
      WHERE id = ${conversationId}::uuid AND user_id = ${userId}::uuid`;
}

export interface FinishedTurn extends End {
  run: Pick<NewRun, 'id' | 'userId' | 'conversationId' | 'responseMessageId'>;
  /** Null when there is no answer to keep. */
  message: Message | null;
  providerState: object | null;
}

/** The end of a turn in one statement: answer, run and conversation. Null when the conversation was deleted. */
export async function finishTurn(
  db: Db,
  { run, message, providerState, outcome, error }: FinishedTurn,
): Promise<ConversationRow | null> {
  const owner = { userId: run.userId, messageId: run.responseMessageId };
  const answered = message
    ? messageStore.finishSql({ owner, message, providerState })
    : Prisma.sql`SELECT 0 AS position`;
  const rows = await db.$queryRaw<ConversationRow[]>`
    WITH answer AS (${answered}),
    run AS (
      UPDATE runs SET status = ${statusOf[outcome]}, outcome = ${outcome}, ended_at = now(),
        error = ${error ? jsonText(error) : null}::jsonb
      WHERE id = ${run.id}::uuid AND status = 'running'
    )
    UPDATE conversations SET updated_at = now()
    WHERE id = ${run.conversationId}::uuid AND EXISTS (SELECT FROM answer)
    RETURNING ${conversationColumnsSql}`;
  return rows[0] ?? null;
}

export const findFirstComplete = (db: Db, conversationId: string): Promise<Run | null> =>
  db.run.findFirst({ where: { conversationId, status: 'complete' }, orderBy: { startedAt: 'asc' } });
