import { Popover as Base } from '@base-ui/react/popover';
import { cx } from './cx.tsx';
import { focusBack } from './focus-back.tsx';
import type { PopoverPopupProps } from './popover.tsx';
import { popupClass } from './surface.tsx';

export function PopoverPopup({ isOpen, onOpenChange, anchor, label, children, ...look }: PopoverPopupProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={look.side ?? 'bottom'}
          align={look.align ?? 'end'}
          sideOffset={8}
          collisionPadding={8}
          collisionAvoidance={{ side: 'flip', align: 'shift', fallbackAxisSide: 'none' }}
          className="z-50"
        >
          <Base.Popup
            finalFocus={focusBack(anchor)}
            aria-label={label}
            className={cx(
              popupClass,
              'pane max-h-(--available-height) w-[min(22rem,calc(100vw-1rem))] p-4',
              look.className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
