import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { type ReactNode, useId } from 'react';

export interface SegmentedProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string; icon?: ReactNode }[];
  onChange: (value: V) => void;
}

/** A few choices side by side, all in sight. */
export function Segmented<V extends string>({ label, value, options, onChange }: SegmentedProps<V>) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <span id={id} className="text-meta font-medium">
        {label}
      </span>
      <RadioGroup
        aria-labelledby={id}
        value={value}
        // Only values of `options` are rendered.
        onValueChange={(next) => onChange(next as V)}
        className="bg-well border-line grid auto-cols-fr grid-flow-col gap-1 rounded-lg border p-1"
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            className="touch-y text-ui text-soft hover:text-ink data-checked:bg-card data-checked:text-ink data-checked:shadow-rest flex cursor-pointer items-center justify-center gap-2 rounded-md px-2 transition-[background-color,color] select-none data-checked:font-medium"
          >
            {option.icon}
            {option.label}
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  );
}
