import type { ComponentProps } from 'react';
import { cx } from './cx.tsx';
import { controlClass, Field, type FieldProps } from './field.tsx';

export type TextFieldProps = FieldProps & Omit<ComponentProps<'input'>, 'id'>;

export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <input dir="auto" {...rest} {...control} className={cx(controlClass, className)} />}
    </Field>
  );
}
