import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { cx } from './cx.tsx';
import type { DialogProps } from './dialog.tsx';
import { iconButtonClass } from './icon-button.tsx';
import { backdropClass } from './surface.tsx';

const widths = { md: 'max-w-lg', lg: 'max-w-3xl', xl: 'max-w-5xl' } as const;

export function DialogPopup({ isOpen, onClose, title, description, closeLabel, children, ...look }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className="fixed inset-0 z-50 grid items-end justify-items-center sm:items-center sm:p-6">
          <Base.Popup
            {...(look.initialFocus && { initialFocus: look.initialFocus })}
            className={cx(
              'rise bg-card border-line shadow-float relative flex max-h-[92dvh] w-full flex-col overflow-hidden border outline-none',
              'rounded-t-xl pb-(--safe-bottom) sm:rounded-xl sm:pb-0',
              widths[look.size ?? 'md'],
              look.isTall && 'h-[min(38rem,92dvh)]',
            )}
          >
            <header
              className={cx(
                look.isTitleHidden && 'sr-only',
                'py-4 ps-5 pe-14 sm:ps-6',
                look.isFlush ? 'border-line border-b' : 'pb-0!',
              )}
            >
              <Base.Title className="font-display text-title font-semibold wrap-anywhere">{title}</Base.Title>
              {description && (
                <Base.Description className="text-soft text-ui mt-1.5 text-pretty">{description}</Base.Description>
              )}
            </header>
            <div className={look.isFlush ? 'flex min-h-0 flex-1 flex-col' : 'pane px-5 pt-4 pb-5 sm:px-6 sm:pb-6'}>
              {children}
            </div>
            {/* Last, so that the focus begins with the content. */}
            <Base.Close aria-label={closeLabel} className={cx(iconButtonClass(), 'absolute! end-2.5 top-2.5')}>
              <X size={18} />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
