import { lazy, type ReactElement, type ReactNode, type RefObject, Suspense } from 'react';
import { usePopup } from './use-popup.tsx';

export interface PopoverLook {
  /** Names the popup for screen readers. */
  label: string;
  children: ReactNode;
  side?: 'top' | 'bottom';
  align?: 'start' | 'center' | 'end';
  className?: string;
}

export interface PopoverPopupProps extends PopoverLook {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  anchor: RefObject<HTMLElement | null>;
}

export interface PopoverProps extends PopoverLook {
  trigger: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

const Popup = lazy(() => import('./popover-popup.tsx').then((module) => ({ default: module.PopoverPopup })));

export function Popover({ trigger, isOpen, onOpenChange, ...look }: PopoverProps) {
  const popup = usePopup({ trigger, kind: 'dialog', isOpen, onOpenChange });
  return (
    <>
      {popup.trigger}
      {popup.wasOpened && (
        <Suspense>
          <Popup {...look} isOpen={popup.isOpen} onOpenChange={popup.setOpen} anchor={popup.anchor} />
        </Suspense>
      )}
    </>
  );
}
