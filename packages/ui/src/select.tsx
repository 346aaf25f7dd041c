import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { cx } from './cx.tsx';
import { controlClass, Field, type FieldProps } from './field.tsx';
import { optionClass, popupClass } from './surface.tsx';

export interface SelectProps<V extends string> extends FieldProps {
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  disabled?: boolean;
}

export function Select<V extends string>({ value, options, onChange, disabled = false, ...field }: SelectProps<V>) {
  return (
    <Field {...field}>
      {(control) => (
        <Base.Root
          id={control.id}
          items={options}
          value={value}
          onValueChange={(next) => next !== null && onChange(next)}
          disabled={disabled}
          modal={false}
        >
          <Base.Trigger
            aria-describedby={control['aria-describedby']}
            className={cx(controlClass, 'flex items-center justify-between gap-2 text-start')}
          >
            <Base.Value className="truncate" />
            <Base.Icon className="text-faint">
              <ChevronsUpDown size={16} />
            </Base.Icon>
          </Base.Trigger>
          <Base.Portal>
            <Base.Positioner sideOffset={6} alignItemWithTrigger={false} className="z-60 outline-none">
              <Base.Popup className={cx(popupClass, 'pane max-h-(--available-height) min-w-(--anchor-width) p-1')}>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className={optionClass}>
                    <Base.ItemText className="flex-1">{option.label}</Base.ItemText>
                    <Base.ItemIndicator>
                      <Check size={16} />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  );
}
