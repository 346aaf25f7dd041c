import { Dialog } from '@parley/ui/dialog';
import { Tabs } from '@parley/ui/tabs';
import { Archive, Keyboard, SlidersHorizontal, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountSettings } from './account-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import type { SettingsTab } from './settings-state.ts';
import { ShortcutList } from './shortcut-list.tsx';

export interface SettingsDialogProps {
  /** Closed while null. */
  tab: SettingsTab | null;
  onTab: (tab: SettingsTab) => void;
  onClose: () => void;
  onSignOut: () => void;
  /** Conversations that were put away. */
  archived: ReactNode;
}

export function SettingsDialog({ tab, onTab, onClose, onSignOut, archived }: SettingsDialogProps) {
  const { t } = useTranslation();
  const tabs = [
    {
      value: 'general',
      label: t('settings.general'),
      icon: <SlidersHorizontal size={17} />,
      content: <GeneralSettings />,
    },
    { value: 'shortcuts', label: t('settings.shortcuts'), icon: <Keyboard size={17} />, content: <ShortcutList /> },
    { value: 'archived', label: t('settings.archived'), icon: <Archive size={17} />, content: archived },
    {
      value: 'account',
      label: t('settings.account'),
      icon: <UserRound size={17} />,
      content: <AccountSettings onSignOut={onSignOut} />,
    },
  ] as const;
  return (
    <Dialog
      isOpen={tab !== null}
      onClose={onClose}
      title={t('settings.title')}
      closeLabel={t('common.close')}
      isFlush
      size="lg"
      isTall
    >
      <Tabs tabs={tabs} value={tab ?? 'general'} onChange={onTab} className="flex-1" />
    </Dialog>
  );
}
