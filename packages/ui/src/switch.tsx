import { Switch as Base } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';

export interface SwitchProps {
  label: string;
  hint?: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  disabled?: boolean;
}

export function Switch({ label, hint, isOn, onChange, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-6">
      <div className="min-w-0">
        <label id={id} htmlFor={`${id}-switch`} className="text-ui block">
          {label}
        </label>
        {hint && <p className="text-faint text-meta">{hint}</p>}
      </div>
      <Base.Root
        id={`${id}-switch`}
        aria-labelledby={id}
        checked={isOn}
        onCheckedChange={onChange}
        disabled={disabled}
        className="group bg-edge/45 data-checked:bg-accent relative h-6.5 w-11 shrink-0 rounded-full p-0.5 transition-colors duration-150 before:absolute before:-inset-2.5 data-disabled:opacity-50"
      >
        <Base.Thumb className="bg-knob shadow-rest block size-5.5 rounded-full transition-[translate] duration-150 ease-out data-checked:translate-x-4.5 rtl:data-checked:-translate-x-4.5 data-checked:bg-on-accent" />
      </Base.Root>
    </div>
  );
}
