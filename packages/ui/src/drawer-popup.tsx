import { Drawer as Base } from '@base-ui/react/drawer';
import { cx } from './cx.tsx';
import type { DrawerProps } from './drawer.tsx';
import { backdropClass } from './surface.tsx';

export function DrawerPopup({ isOpen, onOpenChange, label, children, isRtl = false }: DrawerProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange} swipeDirection={isRtl ? 'right' : 'left'}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className="fixed inset-0 z-50 flex">
          <Base.Popup
            aria-label={label}
            className={cx(
              'bg-shade shadow-float flex h-dvh w-[min(19.5rem,86vw)] flex-col outline-none',
              'transition-transform duration-200 ease-out data-swiping:transition-none',
              'translate-x-(--drawer-swipe-movement-x)',
              'data-starting-style:-translate-x-full data-ending-style:-translate-x-full',
              'rtl:data-starting-style:translate-x-full rtl:data-ending-style:translate-x-full',
            )}
          >
            <Base.Content className="flex min-h-0 flex-1 flex-col">{children}</Base.Content>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
