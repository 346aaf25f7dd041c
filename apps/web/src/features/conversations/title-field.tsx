import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

export interface TitleFieldProps {
  title: string;
  /** The new title, or null when nothing is to change. */
  onDone: (title: string | null) => void;
}

/** Renames in place: Enter or leaving keeps it, Escape does not. */
export function TitleField({ title, onDone }: TitleFieldProps) {
  const { t } = useTranslation();
  const isDone = useRef(false);
  const finish = (text: string | null) => {
    // Escape and Enter take the field away, which takes the focus from it once more.
    if (isDone.current) return;
    isDone.current = true;
    const trimmed = text?.trim();
    onDone(trimmed && trimmed !== title ? trimmed : null);
  };
  return (
    <input
      autoFocus
      dir="auto"
      defaultValue={title}
      maxLength={1024}
      aria-label={t('conversations.titleField')}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') {
          event.stopPropagation();
          finish(null);
        }
      }}
      className="touch-y text-ui bg-card border-accent w-full rounded-md border px-2.5"
    />
  );
}
