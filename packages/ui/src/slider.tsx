import { useId } from 'react';
import { buttonClass } from './button.tsx';

export interface SliderProps {
  label: string;
  /** Undefined: left to whoever decides otherwise, shown as `unsetLabel`. */
  value: number | undefined;
  min: number;
  max: number;
  step: number;
  onChange: (value: number | undefined) => void;
  unsetLabel: string;
  resetLabel: string;
  format?: (value: number) => string;
}

export function Slider({ label, value, min, max, step, onChange, format = String, ...words }: SliderProps) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <div className="text-meta flex min-h-(--touch) items-center justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {value === undefined ? (
          <span className="text-faint">{words.unsetLabel}</span>
        ) : (
          <span className="inline-flex items-center gap-1">
            <output htmlFor={id} className="tabular-nums">
              {format(value)}
            </output>
            <button type="button" className={buttonClass('ghost', 'sm')} onClick={() => onChange(undefined)}>
              {words.resetLabel}
            </button>
          </span>
        )}
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value ?? (min + max) / 2}
        aria-valuetext={value === undefined ? words.unsetLabel : format(value)}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className={value === undefined ? 'w-full cursor-pointer opacity-50' : 'w-full cursor-pointer'}
      />
    </div>
  );
}
