import type { ErrorDetail } from '@parley/data-provider';

/** The first complaint about each field, by the field's own name. */
export function errorsByField(details: readonly ErrorDetail[] | undefined): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field, message } of details ?? []) {
    const name = field.split('.').at(-1) ?? field;
    errors[name] ??= message.charAt(0).toUpperCase() + message.slice(1);
  }
  return errors;
}
