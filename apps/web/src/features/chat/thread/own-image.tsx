import type { MessageFile } from '@parley/data-provider';
import { Dialog } from '@parley/ui/dialog';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFileUrl } from './use-file-url.ts';

const tallest = 224;

/** An image of the account, fetched with its token. Its place is kept while it loads. */
export function OwnImage({ file }: { file: MessageFile }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { url, isBroken } = useFileUrl(file);
  const { width = 4, height = 3 } = file;
  const name = file.filename ?? t('chat.image');
  const shownHeight = Math.min(tallest, height);
  const box = { aspectRatio: `${width} / ${height}`, height: shownHeight, maxWidth: '100%' };
  if (isBroken || !url) {
    return (
      <span style={box} className="bg-well border-line text-faint grid place-items-center rounded-lg border">
        {isBroken && <ImageOff size={20} aria-label={t('chat.imageBroken', { name })} />}
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="block rounded-lg"
        aria-label={t('chat.openImage', { name })}
      >
        <img src={url} alt="" style={box} className="border-line rounded-lg border object-cover" />
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={name} closeLabel={t('common.close')} size="xl">
        <img src={url} alt={name} className="mx-auto max-h-[76dvh] rounded-md" />
      </Dialog>
    </>
  );
}
