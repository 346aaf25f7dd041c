import { type ChatRequest, fail, type MessageFile, uuidSchema } from '@parley/data-provider';
import type { Db } from '@parley/db';
import { readDataUrl, sniffImage } from './image.ts';
import * as store from './store.ts';

type TurnFile = NonNullable<ChatRequest['files']>[number];

/**
 * The files of a turn as its message will name them. Inline images are stored first; ids of files that are not the
 * caller's are left out, as if they did not exist.
 */
export async function attachFiles(db: Db, userId: string, files: readonly TurnFile[]): Promise<MessageFile[]> {
  const attached: MessageFile[] = [];
  for (const [index, file] of files.entries()) {
    if (file.filepath?.startsWith('data:')) attached.push(await storeInline(db, userId, { file, index }));
    else if (uuidSchema.safeParse(file.file_id).success) {
      attached.push(...(await store.listByIds(db, userId, [file.file_id])));
    }
  }
  return attached;
}

async function storeInline(db: Db, userId: string, { file, index }: { file: TurnFile; index: number }): Promise<MessageFile> {
  const data = readDataUrl(file.filepath ?? '');
  const mediaType = data && sniffImage(data);
  if (!data || !mediaType) {
    const message = 'must be a PNG, JPEG, WebP or GIF image as a base64 data URL';
    return fail('unsupported_type', `An attached image cannot be read: it ${message}.`, {
      details: [{ field: `body.files.${index}.filepath`, message }],
    });
  }
  const filename = cleanName(file.filename) || `image.${mediaType.slice('image/'.length)}`;
  return store.insert(db, userId, { data, mediaType, filename, width: pixels(file.width), height: pixels(file.height) });
}

/** What the sender says about a size is only believed as far as a size can go. */
const pixels = (given: number | undefined) => (given !== undefined && given >= 1 && given <= 100_000 ? Math.round(given) : undefined);

/** A name for display only: no folders, no control characters, no direction tricks. */
function cleanName(name = ''): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  return [...base.replace(/[\p{Cc}\p{Cf}]/gu, '')].slice(0, 200).join('').trim();
}
