import { cx } from './cx.tsx';

/** Holds the place of what is on its way. The container says in words that it is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('animate-breathe bg-press block rounded-sm', className)} />;
}
