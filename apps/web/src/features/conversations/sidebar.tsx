import { buttonClass } from '@parley/ui/button';
import { cx } from '@parley/ui/cx';
import { IconButton } from '@parley/ui/icon-button';
import { Link } from '@tanstack/react-router';
import { PanelLeftClose, Search, SquarePen, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Wordmark } from '../../shared/brand.tsx';
import { keysOf } from '../../shared/commands/shortcut.ts';
import { newChatLink } from '../../shared/links.ts';
import { ConversationList } from './conversation-list.tsx';

export interface SidebarProps {
  /** Where the account stands. */
  footer: ReactNode;
  onClose: () => void;
  onGone: (conversationId: string) => void;
  onNavigate: () => void;
}

export function Sidebar({ footer, onClose, onGone, onNavigate }: SidebarProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState('');
  return (
    <div className="flex min-h-0 flex-1 flex-col ps-(--safe-start) pt-(--safe-top)">
      <div className="flex h-14 shrink-0 items-center justify-between ps-4 pe-2">
        <Link {...newChatLink} onClick={onNavigate} className="rounded-md" aria-label={t('conversations.home')}>
          <Wordmark />
        </Link>
        <IconButton
          label={t('conversations.closeSidebar')}
          icon={<PanelLeftClose size={18} className="rtl:-scale-x-100" />}
          onClick={onClose}
        />
      </div>
      <div className="grid gap-2 px-3 pb-2">
        <Link
          {...newChatLink}
          onClick={onNavigate}
          className={cx(buttonClass('secondary', 'md'), 'shadow-rest')}
          aria-keyshortcuts={keysOf('mod+shift+o').join('+')}
        >
          <SquarePen size={16} />
          {t('conversations.new')}
        </Link>
        <FilterField value={filter} onChange={setFilter} />
      </div>
      <nav aria-label={t('conversations.list')} className="flex min-h-0 flex-1 flex-col">
        <ConversationList filter={filter} onGone={onGone} onNavigate={onNavigate} />
      </nav>
      <div className="border-line shrink-0 border-t p-2 pb-[calc(0.5rem+var(--safe-bottom))]">{footer}</div>
    </div>
  );
}

function FilterField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className="relative">
      <Search
        size={16}
        aria-hidden="true"
        className="text-faint pointer-events-none absolute start-3 top-1/2 -translate-y-1/2"
      />
      <input
        type="search"
        dir="auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-label={t('conversations.filter')}
        placeholder={t('conversations.filter')}
        className="touch-y text-ui hover:bg-hover focus:bg-card w-full rounded-md bg-transparent ps-9 pe-9 transition-colors [&::-webkit-search-cancel-button]:hidden"
      />
      {value && (
        <IconButton
          label={t('conversations.clearFilter')}
          icon={<X size={15} />}
          onClick={() => onChange('')}
          className="absolute end-0 top-1/2 -translate-y-1/2"
        />
      )}
    </div>
  );
}
