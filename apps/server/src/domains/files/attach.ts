import { type ChatRequest, fail, type MessageFile, uuidSchema } from '@parley/data-provider';
import type { Db } from '@parley/db';
import { readDataUrl, sniffImage } from './image.ts';
import * as store from './store.ts';

type TurnFile = NonNullable<ChatRequest['files']>[number];

export interface Attached {
  /** As the message will name them. */
  files: MessageFile[];
  /** Those stored just now, to be removed again should the message not be stored. */
  newIds: string[];
}

/**
 * The files of a turn. Inline images are stored, all of them or none; ids of files that are not the caller's are left
 * out, as if they did not exist.
 */
export async function attachFiles(db: Db, userId: string, given: readonly TurnFile[]): Promise<Attached> {
  const readable = given.map((file, index) =>
    file.filepath?.startsWith('data:') ? readInline(file, index) : file.file_id,
  );
  const attached: Attached = { files: [], newIds: [] };
  for (const found of readable) {
    if (typeof found !== 'string') {
      const stored = await store.insert(db, userId, found);
      attached.files.push(stored);
      attached.newIds.push(stored.file_id);
    } else if (uuidSchema.safeParse(found).success) {
      attached.files.push(...(await store.listByIds(db, userId, [found])));
    }
  }
  return attached;
}

function readInline(file: TurnFile, index: number): store.NewFile {
  const data = readDataUrl(file.filepath ?? '');
  const mediaType = data && sniffImage(data);
  if (!data || !mediaType) {
    const message = 'must be a PNG, JPEG, WebP or GIF image as a base64 data URL';
    return fail('unsupported_type', `An attached image cannot be read: it ${message}.`, {
      details: [{ field: `body.files.${index}.filepath`, message }],
    });
  }
  const filename = cleanName(file.filename) || `image.${mediaType.slice('image/'.length)}`;
  return { data, mediaType, filename, width: pixels(file.width), height: pixels(file.height) };
}

/** What the sender says about a size is only believed as far as a size can go. */
const pixels = (given: number | undefined) =>
  given !== undefined && given >= 1 && given <= 100_000 ? Math.round(given) : undefined;

/** A name for display only: no folders, no control characters, no direction tricks. */
function cleanName(name = ''): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  return [...base.replace(/[\p{Cc}\p{Cf}]/gu, '')].slice(0, 200).join('').trim();
}
