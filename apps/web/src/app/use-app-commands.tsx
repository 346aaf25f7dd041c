import { useNavigate } from '@tanstack/react-router';
import { Keyboard, Moon, PanelLeft, Settings, SquarePen, Sun } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsTab } from '../features/settings/settings-state.ts';
import { defineCommand, useCommands } from '../shared/commands/command.ts';
import { newChatLink } from '../shared/links.ts';
import { preferences, setPreference } from '../shared/preferences.ts';
import { isDarkNow } from '../shared/theme.ts';
import { isPaletteOpen } from './palette-state.ts';

/** What can be done from anywhere. */
export function useAppCommands(): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const added = useMemo(() => {
    const group = t('commands.general');
    return [
      defineCommand({
        id: 'app.palette',
        label: t('commands.palette'),
        group,
        shortcut: 'mod+k',
        isKeyOnly: true,
        run: () => isPaletteOpen.set((isOpen) => !isOpen),
      }),
      defineCommand({
        id: 'app.newChat',
        label: t('conversations.new'),
        group,
        icon: <SquarePen size={16} />,
        shortcut: 'mod+shift+o',
        run: () => void navigate(newChatLink),
      }),
      defineCommand({
        id: 'app.sidebar',
        label: t('commands.toggleSidebar'),
        group,
        icon: <PanelLeft size={16} />,
        shortcut: 'mod+b',
        run: () => setPreference('isSidebarOpen', !preferences.get().isSidebarOpen),
      }),
      defineCommand({
        id: 'app.light',
        label: t('commands.light'),
        group,
        icon: <Sun size={16} />,
        keywords: t('settings.theme'),
        when: isDarkNow,
        run: () => setPreference('theme', 'light'),
      }),
      defineCommand({
        id: 'app.dark',
        label: t('commands.dark'),
        group,
        icon: <Moon size={16} />,
        keywords: t('settings.theme'),
        when: () => !isDarkNow(),
        run: () => setPreference('theme', 'dark'),
      }),
      defineCommand({
        id: 'app.settings',
        label: t('settings.title'),
        group,
        icon: <Settings size={16} />,
        shortcut: 'mod+,',
        run: () => settingsTab.set('general'),
      }),
      defineCommand({
        id: 'app.shortcuts',
        label: t('settings.shortcuts'),
        group,
        icon: <Keyboard size={16} />,
        shortcut: '?',
        run: () => settingsTab.set('shortcuts'),
      }),
    ];
  }, [t, navigate]);
  useCommands(added);
}
