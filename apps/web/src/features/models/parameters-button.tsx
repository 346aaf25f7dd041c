import { IconButton } from '@parley/ui/icon-button';
import { Popover } from '@parley/ui/popover';
import { Spinner } from '@parley/ui/spinner';
import { SlidersHorizontal } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelParameters } from '@parley/data-provider';
import type { Selection } from './selection.ts';

const ParametersForm = lazy(() =>
  import('./parameters-form.tsx').then((module) => ({ default: module.ParametersForm })),
);

export interface ParametersButtonProps {
  selection: Selection;
  onChange: (parameters: ModelParameters) => void;
}

export function ParametersButton({ selection, onChange }: ParametersButtonProps) {
  const { t } = useTranslation();
  const count = Object.values(selection.parameters).filter((value) => value !== undefined && value !== '').length;
  return (
    <Popover
      label={t('models.parameters')}
      side="top"
      align="start"
      trigger={
        <IconButton
          label={count > 0 ? t('models.parametersSet', { count }) : t('models.parameters')}
          icon={
            <span className="relative">
              <SlidersHorizontal size={17} />
              {count > 0 && <span className="bg-accent absolute -end-1 -top-1 size-1.5 rounded-full" />}
            </span>
          }
        />
      }
    >
      <Suspense fallback={<Spinner className="mx-auto my-10" />}>
        <ParametersForm selection={selection} onChange={onChange} />
      </Suspense>
    </Popover>
  );
}
