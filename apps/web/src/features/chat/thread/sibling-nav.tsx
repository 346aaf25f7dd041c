import { IconButton } from '@parley/ui/icon-button';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/i18n/format.ts';
import type { Step } from '../tree/tree.ts';
import { useThread } from './thread-context.ts';

/** `‹ 2 / 3 ›`: the other versions of a message. */
export function SiblingNav({ step }: { step: Step }) {
  const { t } = useTranslation();
  const { show } = useThread();
  const { siblings, index, parentId } = step;
  if (siblings.length < 2) return null;
  const go = (to: number) => {
    const sibling = siblings[to];
    if (sibling) show({ parentId, messageId: sibling.messageId });
  };
  const place = t('chat.version', { index: formatNumber(index + 1), count: siblings.length });
  return (
    <div
      role="group"
      aria-label={place}
      className="flex items-center"
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') go(index - 1);
        if (event.key === 'ArrowRight') go(index + 1);
      }}
    >
      <IconButton
        label={t('chat.previousVersion')}
        icon={<ChevronLeft size={16} className="rtl:-scale-x-100" />}
        aria-disabled={index === 0}
        onClick={() => go(index - 1)}
        className="aria-disabled:opacity-35"
      />
      <span aria-hidden="true" className="text-faint text-meta min-w-8 text-center tabular-nums">
        {formatNumber(index + 1)}/{formatNumber(siblings.length)}
      </span>
      <IconButton
        label={t('chat.nextVersion')}
        icon={<ChevronRight size={16} className="rtl:-scale-x-100" />}
        aria-disabled={index === siblings.length - 1}
        onClick={() => go(index + 1)}
        className="aria-disabled:opacity-35"
      />
    </div>
  );
}
