import { Segmented } from '@parley/ui/segmented';
import { Select } from '@parley/ui/select';
import { Switch } from '@parley/ui/switch';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../shared/i18n/languages.ts';
import { preferences, setPreference } from '../../shared/preferences.ts';
import { keysOf } from '../../shared/commands/shortcut.ts';
import { useStore } from '../../shared/store.ts';

export function GeneralSettings() {
  const { t } = useTranslation();
  const { theme, language, sendKey, isCodeWrapped } = useStore(preferences);
  return (
    <div className="grid gap-7">
      <Segmented
        label={t('settings.theme')}
        value={theme}
        onChange={(next) => setPreference('theme', next)}
        options={[
          { value: 'light', label: t('settings.themes.light'), icon: <Sun size={16} /> },
          { value: 'dark', label: t('settings.themes.dark'), icon: <Moon size={16} /> },
          { value: 'system', label: t('settings.themes.system'), icon: <Monitor size={16} /> },
        ]}
      />
      <Select
        label={t('settings.language')}
        value={language}
        onChange={(next) => setPreference('language', next)}
        options={[
          { value: '', label: t('settings.browserLanguage') },
          ...Object.entries(languages).map(([value, { name }]) => ({ value, label: name })),
        ]}
      />
      <Segmented
        label={t('settings.sendKey')}
        value={sendKey}
        onChange={(next) => setPreference('sendKey', next)}
        options={[
          { value: 'enter', label: keysOf('enter').join(' + ') },
          { value: 'mod-enter', label: keysOf('mod+enter').join(' + ') },
        ]}
      />
      <Switch
        label={t('settings.wrapCode')}
        isOn={isCodeWrapped}
        onChange={(isOn) => setPreference('isCodeWrapped', isOn)}
      />
    </div>
  );
}
