import { IconButton } from '@parley/ui/icon-button';
import { Spinner } from '@parley/ui/spinner';
import { ImageOff, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Store, useStore } from '../../../shared/store.ts';
import { removeAttachment } from './attachments.ts';
import type { Attachment, Draft } from './drafts.ts';

export function AttachmentTray({ draft }: { draft: Store<Draft> }) {
  const { t } = useTranslation();
  const { attachments } = useStore(draft);
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={t('composer.attachments')} className="flex gap-2 overflow-x-auto px-3 pt-3">
      {attachments.map((attachment) => (
        <li key={attachment.id} className="relative shrink-0">
          <Preview attachment={attachment} />
          <IconButton
            label={t('composer.removeAttachment', { name: attachment.name })}
            icon={
              <span className="bg-ink text-paper grid size-5 place-items-center rounded-full">
                <X size={13} />
              </span>
            }
            onClick={() => removeAttachment(draft, attachment.id)}
            className="absolute -end-2 -top-2 hover:bg-transparent"
          />
        </li>
      ))}
    </ul>
  );
}

function Preview({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  if (attachment.state === 'ready') {
    return (
      <img src={attachment.url} alt={attachment.name} className="border-line size-16 rounded-lg border object-cover" />
    );
  }
  return (
    <span className="border-line bg-well text-faint grid size-16 place-items-center rounded-lg border">
      {attachment.state === 'preparing' ? (
        <Spinner />
      ) : (
        <ImageOff
          size={20}
          className="text-danger"
          aria-label={t('composer.attachmentFailed', { name: attachment.name })}
        />
      )}
    </span>
  );
}
