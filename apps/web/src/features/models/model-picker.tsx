import { buttonClass } from '@parley/ui/button';
import { cx } from '@parley/ui/cx';
import { Popover } from '@parley/ui/popover';
import { Spinner } from '@parley/ui/spinner';
import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defineCommand, useCommands } from '../../shared/commands/command.ts';
import { keysOf } from '../../shared/commands/shortcut.ts';
import { KeyDialog } from './key-dialog.tsx';
import type { Selection } from './selection.ts';
import { labelOf, useModels } from './use-models.ts';
import { useOwnKey } from './use-own-key.ts';

const ModelList = lazy(() => import('./model-list.tsx').then((module) => ({ default: module.ModelList })));

export interface ModelPickerProps {
  selection: Selection | null;
  onChoose: (endpoint: string, model: string) => void;
}

export function ModelPicker({ selection, onChoose }: ModelPickerProps) {
  const { t } = useTranslation();
  const { groups, isPending } = useModels();
  const [isOpen, setOpen] = useState(false);
  const [keyFor, setKeyFor] = useState<string | null>(null);
  const group = groups.find(({ endpoint }) => endpoint === selection?.endpoint);
  const ownKey = useOwnKey(group?.needsOwnKey ? group.endpoint : null);

  useCommands(
    useMemo(
      () => [
        defineCommand({
          id: 'models.choose',
          label: t('models.choose'),
          group: t('commands.chat'),
          shortcut: 'mod+shift+m',
          run: () => setOpen(true),
        }),
      ],
      [t],
    ),
  );

  return (
    <>
      <Popover
        label={t('models.choose')}
        side="top"
        align="start"
        isOpen={isOpen}
        onOpenChange={setOpen}
        className="flex max-h-[min(26rem,var(--available-height))]! w-[min(24rem,calc(100vw-1rem))] flex-col overflow-hidden p-0!"
        trigger={
          <button
            type="button"
            aria-label={t('models.chosen', { model: selection?.model ?? t('models.none') })}
            title={`${t('models.choose')} (${keysOf('mod+shift+m').join(' ')})`}
            className={cx(buttonClass('ghost', 'sm'), 'min-w-0 shrink')}
          >
            {group?.isDemo && <DemoBadge />}
            <span dir="ltr" className="truncate">
              {selection?.model ?? (isPending ? '…' : t('models.none'))}
            </span>
            <ChevronDown size={14} className="text-faint shrink-0" />
          </button>
        }
      >
        <Suspense fallback={<Spinner className="m-auto" />}>
          <ModelList
            groups={groups}
            selection={selection}
            onChoose={(option) => {
              onChoose(option.endpoint, option.model);
              setOpen(false);
            }}
            onManageKey={(endpoint) => {
              setOpen(false);
              setKeyFor(endpoint);
            }}
          />
        </Suspense>
      </Popover>
      {ownKey.isMissing && (
        <button
          type="button"
          onClick={() => setKeyFor(ownKey.endpoint)}
          className={cx(buttonClass('ghost', 'sm'), 'text-accent!')}
        >
          {t('models.enterKey')}
        </button>
      )}
      <KeyDialog endpoint={keyFor} label={labelOf(keyFor ?? '')} onClose={() => setKeyFor(null)} />
    </>
  );
}

function DemoBadge() {
  const { t } = useTranslation();
  return (
    <span className="bg-caution-soft text-caution-ink text-micro rounded-sm px-1.5 font-medium">
      {t('models.demo')}
    </span>
  );
}
