import { FilterList } from '@parley/ui/filter-list';
import { Check, KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Selection } from './selection.ts';
import { type EndpointModels, type ModelOption, optionId } from './use-models.ts';

interface Item {
  id: string;
  text: string;
  option?: ModelOption;
  /** Not a model: the way to enter a key for this endpoint. */
  keyFor?: string;
}

export interface ModelListProps {
  groups: readonly EndpointModels[];
  selection: Selection | null;
  onChoose: (option: ModelOption) => void;
  onManageKey: (endpoint: string) => void;
}

export function ModelList({ groups, selection, onChoose, onManageKey }: ModelListProps) {
  const { t } = useTranslation();
  const chosenId = selection && optionId(selection.endpoint, selection.model);
  const hasOnlyDemo = groups.length > 0 && groups.every(({ isDemo }) => isDemo);
  const lists = groups.map((group) => ({
    label: group.label,
    items: [
      ...group.models.map((option): Item => ({ id: option.id, text: `${option.model} ${group.label}`, option })),
      ...(group.needsOwnKey
        ? [{ id: `${group.endpoint}/key`, text: `${t('models.manageKey')} ${group.label}`, keyFor: group.endpoint }]
        : []),
    ],
  }));
  return (
    <FilterList
      label={t('models.filter')}
      placeholder={t('models.filter')}
      empty={t('models.noMatch')}
      groups={lists}
      toText={(item) => item.text}
      onPick={({ option, keyFor }) => {
        if (option) onChoose(option);
        else if (keyFor !== undefined) onManageKey(keyFor);
      }}
      renderItem={({ option, id }) =>
        option ? (
          <>
            <span dir="ltr" className="min-w-0 flex-1 truncate text-start">
              {option.model}
            </span>
            {id === chosenId && <Check size={16} aria-label={t('models.isChosen')} className="text-accent shrink-0" />}
          </>
        ) : (
          <span className="text-soft inline-flex items-center gap-2">
            <KeyRound size={15} />
            {t('models.manageKey')}
          </span>
        )
      }
      footer={
        hasOnlyDemo && (
          <div className="border-line text-soft text-meta bg-well border-t px-4 py-3 text-pretty">
            {t('models.demoHint')}
          </div>
        )
      }
    />
  );
}
