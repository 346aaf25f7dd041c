import { Button } from '@parley/ui/button';
import { IconButton } from '@parley/ui/icon-button';
import { ArrowUp, CornerDownRight, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSelected } from '../../../shared/store.ts';
import { dequeue, moveUp, type Queued, queues } from './queue.ts';

export interface QueueListProps {
  conversationId: string;
  /** The answer before them was stopped or failed: nothing is sent by itself. */
  isHeld: boolean;
  onEdit: (message: Queued) => void;
  onSendNow: (message: Queued) => void;
}

/** Messages that wait for their turn, above the composer. */
export function QueueList({ conversationId, isHeld, onEdit, onSendNow }: QueueListProps) {
  const { t } = useTranslation();
  const queue = useSelected(queues, (all) => all.get(conversationId));
  if (!queue?.length) return null;
  return (
    <ul
      aria-label={t('composer.queued')}
      className="mx-auto mb-2 grid w-full max-w-(--container-measure) gap-1 px-3 sm:px-5"
    >
      {queue.map((message, i) => (
        <li key={message.id} className="bg-well border-line flex items-center rounded-lg border ps-3">
          <CornerDownRight size={15} className="text-faint me-2 shrink-0 rtl:-scale-x-100" aria-hidden="true" />
          <span dir="auto" className="text-ui min-w-0 flex-1 truncate">
            {message.text || t('chat.images')}
          </span>
          {isHeld && i === 0 && (
            <Button size="sm" variant="ghost" onClick={() => onSendNow(message)}>
              {t('composer.sendNow')}
            </Button>
          )}
          {i > 0 && (
            <IconButton
              label={t('composer.moveUp')}
              icon={<ArrowUp size={15} />}
              onClick={() => moveUp(conversationId, message.id)}
            />
          )}
          <IconButton label={t('composer.editQueued')} icon={<Pencil size={15} />} onClick={() => onEdit(message)} />
          <IconButton
            label={t('composer.deleteQueued')}
            icon={<Trash2 size={15} />}
            onClick={() => dequeue(conversationId, message.id)}
          />
        </li>
      ))}
    </ul>
  );
}
