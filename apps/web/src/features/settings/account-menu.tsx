import { Menu } from '@parley/ui/menu';
import { ChevronsUpDown, Keyboard, LogOut, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/api/session-state.ts';
import { keysOf } from '../../shared/commands/shortcut.ts';
import { settingsTab } from './settings-state.ts';

export function AccountMenu({ onSignOut }: { onSignOut: () => void }) {
  const { t } = useTranslation();
  const { name, email } = useAccount();
  const label = name || email;
  return (
    <Menu
      side="top"
      align="start"
      entries={[
        { kind: 'note', text: email },
        { kind: 'separator' },
        {
          label: t('settings.title'),
          icon: <Settings size={16} />,
          keys: keysOf('mod+,'),
          onSelect: () => settingsTab.set('general'),
        },
        {
          label: t('settings.shortcuts'),
          icon: <Keyboard size={16} />,
          keys: ['?'],
          onSelect: () => settingsTab.set('shortcuts'),
        },
        { kind: 'separator' },
        { label: t('settings.signOut'), icon: <LogOut size={16} />, onSelect: onSignOut },
      ]}
      trigger={
        <button
          type="button"
          className="focus-inside hover:bg-hover text-ui flex min-h-11 w-full items-center gap-2.5 rounded-md px-2 text-start transition-colors"
        >
          <span
            aria-hidden="true"
            className="bg-accent-soft text-accent-ink text-meta grid size-7 shrink-0 place-items-center rounded-full font-semibold"
          >
            {[...label][0]?.toLocaleUpperCase()}
          </span>
          <span className="min-w-0 flex-1 truncate">{label}</span>
          <ChevronsUpDown size={15} className="text-faint" />
        </button>
      }
    />
  );
}
