import { IconButton } from '@parley/ui/icon-button';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/i18n/format.ts';
import type { Step } from '../tree/tree.ts';
import { useThread } from './thread-context.ts';

/** The button that was pressed. The other version is another element, and takes over the focus. */
let pressed: { parentId: string; direction: -1 | 1 } | null = null;

/** `‹ 2 / 3 ›`: the other versions of a message. */
export function SiblingNav({ step }: { step: Step }) {
  const { t } = useTranslation();
  const { show } = useThread();
  const { siblings, index, parentId } = step;
  if (siblings.length < 2) return null;
  const go = (direction: -1 | 1) => {
    const sibling = siblings[index + direction];
    if (!sibling) return;
    pressed = { parentId, direction };
    show({ parentId, messageId: sibling.messageId });
  };
  const takeFocus = (direction: -1 | 1) => (button: HTMLButtonElement | null) => {
    if (!button || pressed?.parentId !== parentId || pressed.direction !== direction) return;
    pressed = null;
    button.focus();
  };
  const place = t('chat.version', { index: formatNumber(index + 1), count: siblings.length });
  return (
    <div
      role="group"
      aria-label={place}
      className="flex items-center"
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') go(-1);
        if (event.key === 'ArrowRight') go(1);
      }}
    >
      <IconButton
        ref={takeFocus(-1)}
        label={t('chat.previousVersion')}
        icon={<ChevronLeft size={16} className="rtl:-scale-x-100" />}
        aria-disabled={index === 0}
        onClick={() => go(-1)}
        className="aria-disabled:opacity-35"
      />
      <span aria-hidden="true" className="text-faint text-meta min-w-8 text-center tabular-nums">
        {formatNumber(index + 1)}/{formatNumber(siblings.length)}
      </span>
      <IconButton
        ref={takeFocus(1)}
        label={t('chat.nextVersion')}
        icon={<ChevronRight size={16} className="rtl:-scale-x-100" />}
        aria-disabled={index === siblings.length - 1}
        onClick={() => go(1)}
        className="aria-disabled:opacity-35"
      />
    </div>
  );
}
