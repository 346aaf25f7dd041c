import { z } from 'zod';

/** A place in a sorted list: the sort value of the last row shown, its id, and which page comes next. */
export interface Place {
  primary: string;
  /** Absent in cursors of other servers and in bare dates: then rows strictly after `primary` follow. */
  id?: string | undefined;
  page: number;
}

const placeSchema = z.object({
  primary: z.string().max(2048),
  id: z.uuid().optional().catch(undefined),
  page: z.int().min(1).max(1_000_000).catch(2),
});

export const writeCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64');

/** Null for a cursor that cannot be read: the list then starts from its first page. */
export function readCursor(cursor: string | undefined): Place | null {
  if (!cursor) return null;
  if (z.iso.datetime({ offset: true }).safeParse(cursor).success) return { primary: cursor, page: 2 };
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')));
  } catch {
    return null;
  }
}
