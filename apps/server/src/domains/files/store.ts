import type { MessageFile } from '@parley/data-provider';
import { type Db, newId } from '@parley/db';

export interface StoredFile {
  filename: string;
  mediaType: string;
  data: Uint8Array;
}

export async function find(db: Db, userId: string, id: string): Promise<StoredFile | null> {
  if (await isExpired(db, userId, id)) return null;
  return db.file.findFirst({ where: { id, userId }, select: { filename: true, mediaType: true, data: true } });
}

/** Files of a temporary chat go with it, whether the sweeper has come by or not, unless another chat uses them too. */
async function isExpired(db: Db, userId: string, id: string): Promise<boolean> {
  const ends = await db.conversation.findMany({ where: { userId, fileIds: { has: id } }, select: { expiresAt: true } });
  return ends.length > 0 && ends.every(({ expiresAt }) => expiresAt !== null && expiresAt.getTime() <= Date.now());
}

export const remove = (db: Db, userId: string, ids: readonly string[]): Promise<unknown> =>
  db.file.deleteMany({ where: { userId, id: { in: [...ids] } } });

export interface NewFile extends StoredFile {
  width?: number | undefined;
  height?: number | undefined;
}

export async function insert(db: Db, userId: string, { data, ...file }: NewFile): Promise<MessageFile> {
  const row = await db.file.create({
    data: {
      id: newId(),
      userId,
      filename: file.filename,
      mediaType: file.mediaType,
      bytes: data.byteLength,
      width: file.width ?? null,
      height: file.height ?? null,
      data: Uint8Array.from(data),
    },
    omit: { data: true },
  });
  return toMessageFile(row);
}

/** Those of the caller, in the order asked for; others are as good as unknown. */
export async function listByIds(db: Db, userId: string, ids: readonly string[]): Promise<MessageFile[]> {
  if (ids.length === 0) return [];
  const rows = await db.file.findMany({ where: { userId, id: { in: [...ids] } }, omit: { data: true } });
  return ids.flatMap((id) => rows.filter((row) => row.id === id).map(toMessageFile));
}

export async function readByIds(db: Db, userId: string, ids: readonly string[]): Promise<Map<string, StoredFile>> {
  if (ids.length === 0) return new Map();
  const rows = await db.file.findMany({ where: { userId, id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, row]));
}

interface FileRow {
  id: string;
  filename: string;
  mediaType: string;
  bytes: number;
  width: number | null;
  height: number | null;
}

const toMessageFile = (row: FileRow): MessageFile => ({
  file_id: row.id,
  filename: row.filename,
  filepath: `/api/files/${row.id}`,
  type: row.mediaType,
  bytes: row.bytes,
  ...(row.width === null ? {} : { width: row.width }),
  ...(row.height === null ? {} : { height: row.height }),
});
