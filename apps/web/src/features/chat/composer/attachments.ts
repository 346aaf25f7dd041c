import type { MessageFile } from '@parley/data-provider';
import { newId } from '../../../shared/new-id.ts';
import type { Store } from '../../../shared/store.ts';
import type { Attachment, Draft } from './drafts.ts';
import { prepareImage, totalBytes } from './prepare-image.ts';

export const mostAttachments = 8;

export const isImage = (file: File): boolean => file.type.startsWith('image/') && file.type !== 'image/svg+xml';

/** Adds images to a draft and prepares them one after the other. Returns how many were left out. */
export function addImages(draft: Store<Draft>, files: readonly File[]): number {
  const room = mostAttachments - draft.get().attachments.length;
  const images = files.filter(isImage);
  const taken = images.slice(0, Math.max(0, room)).map((file) => ({ file, attachment: waiting(file) }));
  draft.set((now) => ({ ...now, attachments: [...now.attachments, ...taken.map(({ attachment }) => attachment)] }));
  void prepareAll(draft, taken);
  return files.length - taken.length;
}

export const removeAttachment = (draft: Store<Draft>, id: string): void =>
  draft.set((now) => ({ ...now, attachments: now.attachments.filter((attachment) => attachment.id !== id) }));

/** What of a draft can be sent. */
export const readyFiles = ({ attachments }: Draft): MessageFile[] =>
  attachments.filter(({ state }) => state === 'ready').map(toMessageFile);

const toMessageFile = ({ id, name, url, type, width, height, bytes }: Attachment): MessageFile => ({
  file_id: id,
  filename: name,
  filepath: url,
  type,
  width,
  height,
  bytes,
});

async function prepareAll(
  draft: Store<Draft>,
  taken: readonly { file: File; attachment: Attachment }[],
): Promise<void> {
  for (const { file, attachment } of taken) {
    const change = (to: Partial<Attachment>) =>
      draft.set((now) => ({
        ...now,
        attachments: now.attachments.map((each) => (each.id === attachment.id ? { ...each, ...to } : each)),
      }));
    try {
      change({ ...(await prepareImage(file, roomFor(draft.get(), taken.length))), state: 'ready' });
    } catch {
      change({ state: 'failed' });
    }
  }
}

/** What is left is shared by those still to come. */
function roomFor({ attachments }: Draft, coming: number): number {
  const used = attachments.reduce((sum, { bytes }) => sum + bytes, 0);
  const waitingCount = attachments.filter(({ state }) => state === 'preparing').length;
  return Math.max(20_000, (totalBytes - used) / Math.max(1, waitingCount || coming));
}

const waiting = (file: File): Attachment => ({
  id: newId(),
  name: file.name || 'image',
  state: 'preparing',
  url: '',
  type: file.type,
  width: 0,
  height: 0,
  bytes: 0,
});
