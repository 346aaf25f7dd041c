import type { ComponentProps } from 'react';
import { cx } from './cx.tsx';
import { controlClass, Field, type FieldProps } from './field.tsx';
import { useAutoGrow } from './use-auto-grow.tsx';

/** A bare text area that grows with its text up to its own `max-height`, then scrolls. */
export function GrowingTextarea({ value, className, ref, ...rest }: ComponentProps<'textarea'> & { value: string }) {
  const grow = useAutoGrow(value, ref);
  return <textarea rows={1} dir="auto" {...rest} ref={grow} value={value} className={cx('resize-none', className)} />;
}

export type TextareaProps = FieldProps & Omit<ComponentProps<'textarea'>, 'id' | 'value'> & { value: string };

export function Textarea({ label, hint, error, className, ...rest }: TextareaProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <GrowingTextarea
          {...rest}
          {...control}
          className={cx(controlClass, 'max-h-64 py-2.5 leading-normal', className)}
        />
      )}
    </Field>
  );
}
