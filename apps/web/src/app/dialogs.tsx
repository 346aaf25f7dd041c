import { useOnce } from '@parley/ui/use-once';
import { useNavigate } from '@tanstack/react-router';
import { MessageSquare } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useConversations } from '../features/conversations/use-conversations.ts';
import { settingsTab } from '../features/settings/settings-state.ts';
import { type Command, defineCommand } from '../shared/commands/command.ts';
import { useStore } from '../shared/store.ts';
import { isPaletteOpen } from './palette-state.ts';

const Palette = lazy(() => import('../features/commands/palette.tsx').then((module) => ({ default: module.Palette })));
const SettingsDialog = lazy(() =>
  import('../features/settings/settings-dialog.tsx').then((module) => ({ default: module.SettingsDialog })),
);
const ArchivedList = lazy(() =>
  import('../features/conversations/archived-list.tsx').then((module) => ({ default: module.ArchivedList })),
);

/** Dialogs that belong to no page. Each is fetched when it is first opened. */
export function Dialogs({ onSignOut }: { onSignOut: () => void }) {
  const isPaletteShown = useStore(isPaletteOpen);
  const tab = useStore(settingsTab);
  const wasPaletteShown = useOnce(isPaletteShown);
  const wasSettingsShown = useOnce(tab !== null);
  return (
    <Suspense>
      {wasPaletteShown && <CommandPalette isOpen={isPaletteShown} />}
      {wasSettingsShown && (
        <SettingsDialog
          tab={tab}
          onTab={(next) => settingsTab.set(next)}
          onClose={() => settingsTab.set(null)}
          onSignOut={() => {
            settingsTab.set(null);
            onSignOut();
          }}
          archived={
            <Suspense>
              <ArchivedList />
            </Suspense>
          }
        />
      )}
    </Suspense>
  );
}

function CommandPalette({ isOpen }: { isOpen: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { all } = useConversations();
  const places = useMemo(
    (): Command[] =>
      all.map(({ conversationId, title }) =>
        defineCommand({
          id: `open.${conversationId}`,
          label: title || t('conversations.untitled'),
          group: t('commands.conversations'),
          icon: <MessageSquare size={16} />,
          run: () => void navigate({ to: '/c/$conversationId', params: { conversationId } }),
        }),
      ),
    [all, navigate, t],
  );
  return <Palette isOpen={isOpen} onClose={() => isPaletteOpen.set(false)} places={places} />;
}
