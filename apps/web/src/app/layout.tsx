import { Drawer } from '@parley/ui/drawer';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignOut } from '../features/auth/use-sign-out.ts';
import { type ChatListener, ChatRuntime } from '../features/chat/runtime.tsx';
import { Sidebar } from '../features/conversations/sidebar.tsx';
import { AccountMenu } from '../features/settings/account-menu.tsx';
import { useAccount, useSessionState } from '../shared/api/session-state.ts';
import { useShortcuts } from '../shared/commands/use-shortcuts.ts';
import { newChatLink } from '../shared/links.ts';
import { wideQuery } from '../shared/platform.ts';
import { preferences, setPreference } from '../shared/preferences.ts';
import { useSelected } from '../shared/store.ts';
import { useMedia } from '../shared/use-media.ts';
import { createChatListener } from './chat-listener.ts';
import { Dialogs } from './dialogs.tsx';
import { trpc } from '../shared/api/trpc.ts';
import { preloadPopups } from './preload.ts';
import { startAfresh } from './start-afresh.ts';
import { useActivityPoll } from './use-activity-poll.ts';
import { useAppCommands } from './use-app-commands.tsx';
import { useDrawer } from './use-drawer.ts';

export function Layout() {
  const session = useSessionState();
  // Between signing out and the page that follows, there is nobody to show this to.
  return session.status === 'in' ? <Inside key={session.user.id} /> : null;
}

function Inside() {
  const { t } = useTranslation();
  const { id } = useAccount();
  const queries = useQueryClient();
  const utils = trpc.useUtils();
  const listener = useMemo((): ChatListener => createChatListener(queries, utils), [queries, utils]);
  const signOut = useSignOut();
  useShortcuts();
  useActivityPoll();
  useAppCommands();
  useEffect(preloadPopups, []);
  useEffect(() => startAfresh(id), [id]);

  return (
    <ChatRuntime listener={listener}>
      <a
        href="#main"
        className="bg-card text-accent sr-only z-60 rounded-md px-4 py-2 focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
      >
        {t('common.skip')}
      </a>
      <div className="flex h-dvh overflow-hidden pe-(--safe-end)">
        <SidePane onSignOut={signOut} />
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
      </div>
      <Dialogs onSignOut={signOut} />
    </ChatRuntime>
  );
}

function SidePane({ onSignOut }: { onSignOut: () => void }) {
  const { t, i18n } = useTranslation();
  const isWide = useMedia(wideQuery);
  const isOpen = useSelected(preferences, (now) => now.isSidebarOpen);
  const drawer = useDrawer();
  const navigate = useNavigate();
  const openId = useRouterState({ select: ({ location }) => location.pathname.split('/').at(-1) });

  const onGone = useCallback(
    (conversationId: string) => {
      if (conversationId === openId) void navigate(newChatLink);
    },
    [openId, navigate],
  );
  const sidebar = (
    <Sidebar
      footer={<AccountMenu onSignOut={onSignOut} />}
      onClose={() => (isWide ? setPreference('isSidebarOpen', false) : drawer.close())}
      onGone={onGone}
      onNavigate={() => undefined}
    />
  );
  if (!isWide) {
    return (
      <Drawer
        isOpen={drawer.isOpen}
        onOpenChange={(open) => !open && drawer.close()}
        label={t('conversations.list')}
        isRtl={i18n.dir() === 'rtl'}
      >
        {sidebar}
      </Drawer>
    );
  }
  if (!isOpen) return null;
  return <aside className="bg-shade border-line flex w-69 shrink-0 flex-col border-e">{sidebar}</aside>;
}
