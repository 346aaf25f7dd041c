import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';

export interface ErrorStateProps {
  title: string;
  children?: ReactNode;
  retryLabel?: string;
  onRetry?: () => void;
  className?: string;
}

export function ErrorState({ title, children, retryLabel, onRetry, className }: ErrorStateProps) {
  return (
    <div role="alert" className={className}>
      <Empty
        title={title}
        icon={<CircleAlert size={26} strokeWidth={1.75} className="text-danger" />}
        action={onRetry && retryLabel && <Button onClick={onRetry}>{retryLabel}</Button>}
      >
        {children}
      </Empty>
    </div>
  );
}
