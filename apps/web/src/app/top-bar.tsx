import { IconButton, iconButtonClass } from '@parley/ui/icon-button';
import { Link } from '@tanstack/react-router';
import { Menu, PanelLeftOpen, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { newChatLink } from '../shared/links.ts';
import { untitled } from '../shared/untitled.ts';
import { wideQuery } from '../shared/platform.ts';
import { preferences, setPreference } from '../shared/preferences.ts';
import { trpc } from '../shared/api/trpc.ts';
import { useSelected } from '../shared/store.ts';
import { useMedia } from '../shared/use-media.ts';
import { useDrawer } from './use-drawer.ts';
import { useDocumentTitle } from './use-document-title.ts';

/** Where the reader is, and the way to the other conversations when the sidebar is away. */
export function TopBar({ conversationId }: { conversationId: string | null }) {
  const isWide = useMedia(wideQuery);
  const isSidebarOpen = useSelected(preferences, (now) => now.isSidebarOpen);
  const title = useTitle(conversationId);
  useDocumentTitle(title);
  if (!isWide || !isSidebarOpen) return <NarrowBar title={title} isWide={isWide} />;
  // A conversation's bar is there before its title: nothing moves when that arrives.
  if (conversationId === null) return null;
  return (
    <header className="flex h-13 shrink-0 items-center px-2 pt-(--safe-top)">
      <h1 dir="auto" className="text-ui text-soft min-w-0 truncate px-3 font-medium">
        {title}
      </h1>
    </header>
  );
}

function useTitle(conversationId: string | null): string | null {
  const { data } = trpc.conversations.get.useQuery(
    { params: { conversationId: conversationId ?? '' } },
    { enabled: false },
  );
  if (conversationId === null || !data?.title || data.title === untitled) return null;
  return data.title;
}

function NarrowBar({ title, isWide }: { title: string | null; isWide: boolean }) {
  const { t } = useTranslation();
  const drawer = useDrawer();
  return (
    <header className="flex h-13 shrink-0 items-center gap-1 px-2 pt-(--safe-top)">
      <IconButton
        label={t('conversations.openSidebar')}
        icon={isWide ? <PanelLeftOpen size={18} className="rtl:-scale-x-100" /> : <Menu size={20} />}
        onClick={() => (isWide ? setPreference('isSidebarOpen', true) : drawer.open())}
      />
      <h1 dir="auto" className="text-ui text-soft min-w-0 flex-1 truncate font-medium">
        {title}
      </h1>
      <Link {...newChatLink} aria-label={t('conversations.new')} className={iconButtonClass()}>
        <SquarePen size={18} />
      </Link>
    </header>
  );
}
