import { type ReactNode, useId } from 'react';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Ties a label, a hint and an error to one control. */
export function Field({ label, hint, error, children }: FieldProps & { children: (control: Control) => ReactNode }) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = error !== undefined || hint !== undefined;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-meta font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {hasNote && (
        <p id={noteId} className={error === undefined ? 'text-faint text-meta' : 'text-danger text-meta'}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export const controlClass =
  'w-full min-h-[max(2.625rem,var(--touch))] rounded-md border border-edge bg-card px-3 text-ui text-ink ' +
  'transition-[border-color,box-shadow] duration-100 hover:border-soft focus:border-accent ' +
  'focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent/45 ' +
  'aria-invalid:border-danger disabled:opacity-50';
