import { Dialog } from '@parley/ui/dialog';
import { FilterList } from '@parley/ui/filter-list';
import { Kbd } from '@parley/ui/kbd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Command, commands, isOffered } from '../../shared/commands/command.ts';
import { keysOf } from '../../shared/commands/shortcut.ts';
import { useStore } from '../../shared/store.ts';

export interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  /** Places to go to, found like commands. */
  places: readonly Command[];
}

export function Palette({ isOpen, onClose, places }: PaletteProps) {
  const { t } = useTranslation();
  const all = useStore(commands);
  const groups = useMemo(() => {
    const offered = isOpen ? [...all, ...places].filter((command) => !command.isKeyOnly && isOffered(command)) : [];
    return Object.entries(Object.groupBy(offered, ({ group }) => group)).map(([label, items = []]) => ({
      label,
      items,
    }));
  }, [isOpen, all, places]);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('commands.palette')}
      closeLabel={t('common.close')}
      isTitleHidden
      isFlush
      isTall
    >
      <FilterList
        label={t('commands.search')}
        placeholder={t('commands.search')}
        empty={t('commands.noMatch')}
        groups={groups}
        toText={({ label, group, keywords }) => `${label} ${group} ${keywords ?? ''}`}
        onPick={(command) => {
          onClose();
          // After the dialog has given the focus back, so that the command may move it.
          setTimeout(command.run);
        }}
        renderItem={({ icon, label, shortcut }) => (
          <>
            <span className="text-faint grid w-5 shrink-0 place-items-center">{icon}</span>
            <span dir="auto" className="min-w-0 flex-1 truncate">
              {label}
            </span>
            {shortcut && <Kbd keys={keysOf(shortcut)} />}
          </>
        )}
      />
    </Dialog>
  );
}
