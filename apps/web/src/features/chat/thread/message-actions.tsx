import { cx } from '@parley/ui/cx';
import { IconButton } from '@parley/ui/icon-button';
import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../../../shared/use-copy.ts';

/** The row under a message. It keeps its height while it is out of sight, so that nothing moves. */
export function MessageActions({ isAlwaysShown, isEnd = false, children }: ActionsProps) {
  return (
    <div
      className={cx(
        'text-meta -mx-2 flex min-h-(--touch) flex-wrap items-center transition-opacity duration-150',
        isEnd && 'justify-end',
        !isAlwaysShown &&
          'opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100',
      )}
    >
      {children}
    </div>
  );
}

interface ActionsProps {
  isAlwaysShown: boolean;
  isEnd?: boolean;
  children: ReactNode;
}

export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [isCopied, copy] = useCopy();
  return (
    <IconButton
      label={isCopied ? t('common.copied') : t('chat.copy')}
      icon={isCopied ? <Check size={16} className="text-good" /> : <Copy size={16} />}
      onClick={() => copy(text)}
    />
  );
}
