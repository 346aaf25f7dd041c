import { cx } from '@parley/ui/cx';

/** Two halves of one disc that meet along a line: two sides in talk. */
export function Mark({ size = 24, isTalking = false }: { size?: number; isTalking?: boolean }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="shrink-0 overflow-visible">
      <path d="M15 3.5v18a9 9 0 0 1 0-18Z" className={cx('fill-accent', isTalking && 'mark-sinks')} />
      <path d="M17 10.5a9 9 0 0 1 0 18Z" className={cx('fill-current', isTalking && 'mark-rises')} />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2">
      <Mark size={24} />
      <span className="font-display text-title font-bold tracking-tight">Parley</span>
    </span>
  );
}
