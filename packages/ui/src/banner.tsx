import type { ReactNode } from 'react';
import { cx } from './cx.tsx';

export type BannerTone = 'info' | 'caution' | 'danger';

const tones: Record<BannerTone, string> = {
  info: 'bg-accent-soft text-accent-ink',
  caution: 'bg-caution-soft text-caution-ink',
  danger: 'bg-danger-soft text-danger-ink',
};

export interface BannerProps {
  tone?: BannerTone;
  icon?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A sentence about the state of things. `danger` interrupts a screen reader, the others wait for a pause. */
export function Banner({ tone = 'info', icon, action, children, className }: BannerProps) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cx('text-meta flex items-center gap-2.5 rounded-lg px-3.5 py-2', tones[tone], className)}
    >
      {icon && <span className="shrink-0">{icon}</span>}
      <div className="min-w-0 flex-1 text-pretty">{children}</div>
      {action}
    </div>
  );
}
