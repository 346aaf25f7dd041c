import { Kbd } from '@parley/ui/kbd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { commands } from '../../shared/commands/command.ts';
import { keysOf } from '../../shared/commands/shortcut.ts';
import { useStore } from '../../shared/store.ts';

/** Every shortcut there is at the moment, by group. */
export function ShortcutList() {
  const { t } = useTranslation();
  const all = useStore(commands);
  const groups = useMemo(() => Object.entries(Object.groupBy(all, ({ group }) => group)), [all]);
  return (
    <div className="grid gap-7">
      {groups.map(([group, members = []]) => {
        const withKeys = members.filter(({ shortcut }) => shortcut !== undefined);
        return (
          withKeys.length > 0 && (
            <section key={group}>
              <h3 className="text-faint text-meta mb-1">{group}</h3>
              <dl className="divide-line divide-y">
                {withKeys.map(({ id, label, shortcut = '' }) => (
                  <div key={id} className="flex items-center justify-between gap-4 py-2.5">
                    <dt className="text-ui">{label}</dt>
                    <dd>
                      <Kbd keys={keysOf(shortcut)} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        );
      })}
      <p className="text-faint text-meta">{t('settings.composerKeys')}</p>
    </div>
  );
}
