import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.tsx';
import { popupClass } from './surface.tsx';

export interface PopoverProps {
  trigger: ReactElement;
  /** Names the popup for screen readers. */
  label: string;
  children: ReactNode;
  side?: 'top' | 'bottom';
  align?: 'start' | 'center' | 'end';
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  className?: string;
}

export function Popover({ trigger, label, children, isOpen, onOpenChange, className, ...place }: PopoverProps) {
  return (
    <Base.Root {...(isOpen !== undefined && { open: isOpen })} {...(onOpenChange && { onOpenChange })}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          side={place.side ?? 'bottom'}
          align={place.align ?? 'end'}
          sideOffset={8}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup
            aria-label={label}
            className={cx(popupClass, 'pane max-h-(--available-height) w-[min(22rem,calc(100vw-1rem))] p-4', className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
