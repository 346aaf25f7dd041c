import type { ConversationSummary } from '@parley/data-provider';
import { cx } from '@parley/ui/cx';
import { iconButtonClass } from '@parley/ui/icon-button';
import { VisuallyHidden } from '@parley/ui/visually-hidden';
import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../shared/brand.tsx';
import { untitled } from '../../shared/untitled.ts';
import { TitleField } from './title-field.tsx';

export interface ConversationRowProps {
  conversation: ConversationSummary;
  mark: 'running' | 'unread' | null;
  isRenaming: boolean;
  onRenamed: (title: string | null) => void;
  isMenuOpen: boolean;
  onMenu: (conversation: ConversationSummary, button: HTMLElement) => void;
  onNavigate: () => void;
}

export const ConversationRow = memo(function ConversationRow({ conversation, ...props }: ConversationRowProps) {
  const { t } = useTranslation();
  const title =
    !conversation.title || conversation.title === untitled ? t('conversations.untitled') : conversation.title;
  if (props.isRenaming) return <TitleField title={title} onDone={props.onRenamed} />;
  return (
    <div className="group/row relative">
      <Link
        to="/c/$conversationId"
        params={{ conversationId: conversation.conversationId }}
        onClick={props.onNavigate}
        activeProps={{ 'aria-current': 'page' }}
        className="touch-y focus-inside text-ui text-soft hover:bg-hover aria-[current=page]:bg-press aria-[current=page]:text-ink flex items-center gap-2 rounded-md ps-3 pe-10 aria-[current=page]:font-medium"
      >
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {title}
        </span>
        <RowMark mark={props.mark} />
      </Link>
      <button
        type="button"
        aria-label={t('conversations.menuFor', { title })}
        aria-haspopup="menu"
        aria-expanded={props.isMenuOpen}
        onClick={({ currentTarget }) => props.onMenu(conversation, currentTarget)}
        className={cx(
          iconButtonClass(),
          'absolute end-0 top-0 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 aria-expanded:opacity-100 pointer-coarse:opacity-60',
        )}
      >
        <Ellipsis size={16} />
      </button>
    </div>
  );
});

function RowMark({ mark }: { mark: ConversationRowProps['mark'] }) {
  const { t } = useTranslation();
  if (mark === null) return null;
  return (
    <span className="grid w-4 shrink-0 place-items-center">
      {mark === 'running' ? <Mark size={14} isTalking /> : <span className="bg-accent size-2 rounded-full" />}
      <VisuallyHidden>{t(`conversations.${mark}`)}</VisuallyHidden>
    </span>
  );
}
