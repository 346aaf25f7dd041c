import type { ReactNode } from 'react';
import { cx } from './cx.tsx';

export interface EmptyProps {
  title: string;
  children?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function Empty({ title, children, icon, action, className }: EmptyProps) {
  return (
    <div className={cx('grid justify-items-center gap-2 px-6 py-10 text-center', className)}>
      {icon && <span className="text-faint mb-1">{icon}</span>}
      <p className="text-ui font-medium text-balance">{title}</p>
      {children && <div className="text-faint text-meta max-w-sm text-pretty">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
