import type { ModelParameters, RunError, RunOutcome } from '@parley/data-provider';
import type { Conversation, Db, Prisma, Run } from '@parley/db';

export type RunRow = Run;

/** A process that gave no sign of life for this long is gone, and its runs are closed for it. */
export const staleAfterMs = 10_000;

export const findByRequest = (db: Db, userId: string, requestKey: string): Promise<Run | null> =>
  db.run.findUnique({ where: { userId_requestKey: { userId, requestKey } } });

export const findById = (db: Db, id: string): Promise<Run | null> => db.run.findUnique({ where: { id } });

export const findNewest = (db: Db, conversationId: string): Promise<Run | null> =>
  db.run.findFirst({ where: { conversationId }, orderBy: { startedAt: 'desc' } });

export const listRunningByUser = (db: Db, userId: string): Promise<Run[]> =>
  db.run.findMany({ where: { userId, status: 'running' }, orderBy: { startedAt: 'desc' } });

export const listRunningByConversation = (db: Db, conversationId: string): Promise<Run[]> =>
  db.run.findMany({ where: { conversationId, status: 'running' } });

export type NewRun = Pick<
  Run,
  'id' | 'userId' | 'conversationId' | 'requestKey' | 'requestMessageId' | 'responseMessageId' | 'endpoint' | 'model' | 'instanceId'
>;
export const insert = (tx: Db, run: NewRun): Promise<Run> => tx.run.create({ data: run });

interface End {
  outcome: RunOutcome;
  error?: RunError;
}

const statusOf = { complete: 'complete', stopped: 'aborted', failed: 'error', interrupted: 'error', deleted: 'aborted' } as const;

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

/** Runs whose process is gone. With `isAlone` every other process is known to be. */
export const listOrphans = (db: Db, instanceId: string, isAlone: boolean): Promise<Run[]> =>
  db.run.findMany({
    where: {
      status: 'running',
      instanceId: { not: instanceId },
      ...(isAlone ? {} : { heartbeatAt: { lt: new Date(Date.now() - staleAfterMs) } }),
    },
    take: 500,
  });

export interface TurnSettings {
  endpoint: string;
  endpointType: string | null;
  model: string | null;
  spec: string | null;
  parameters: ModelParameters;
  fileIds: readonly string[];
  expiresAt: Date | null;
}

interface ConversationKey {
  id: string;
  userId: string;
}

/** A new conversation, or one that now continues with these settings; settings no longer sent are unset. */
export async function openConversation(tx: Db, key: ConversationKey, settings: TurnSettings & { isNew: boolean }): Promise<void> {
  const { isNew, parameters, fileIds, expiresAt, ...rest } = settings;
  const data = { ...rest, parameters: parameters as Prisma.InputJsonObject, updatedAt: new Date() };
  if (isNew) {
    await tx.conversation.create({ data: { ...key, ...data, fileIds: [...fileIds], expiresAt } });
    return;
  }
  await tx.conversation.update({
    where: { id: key.id },
    data: { ...data, ...(fileIds.length > 0 ? { fileIds: { push: [...fileIds] } } : {}) },
  });
}

/** Null when it was deleted. */
export async function touchConversation(tx: Db, id: string): Promise<Conversation | null> {
  const [row] = await tx.conversation.updateManyAndReturn({ where: { id }, data: { updatedAt: new Date() } });
  return row ?? null;
}

export const findFirstComplete = (db: Db, conversationId: string): Promise<Run | null> =>
  db.run.findFirst({ where: { conversationId, status: 'complete' }, orderBy: { startedAt: 'asc' } });
