import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { cx } from './cx.tsx';
import type { DialogProps } from './dialog.tsx';
import { iconButtonClass } from './icon-button.tsx';
import { backdropClass } from './surface.tsx';

export function DialogPopup({ isOpen, onClose, title, description, closeLabel, children, ...look }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className="fixed inset-0 z-50 grid items-end justify-items-center sm:items-center sm:p-6">
          <Base.Popup
            {...(look.initialFocus && { initialFocus: look.initialFocus })}
            className={cx(
              'rise bg-card border-line shadow-float flex max-h-[min(92dvh,48rem)] w-full max-w-lg flex-col overflow-hidden border outline-none',
              'rounded-t-xl pb-(--safe-bottom) sm:rounded-xl sm:pb-0',
              look.className,
            )}
          >
            <header
              className={cx(
                'flex items-start gap-3 ps-5 pe-3 pt-3.5 sm:ps-6',
                look.isFlush && !look.isTitleHidden && 'border-line border-b pb-2.5',
                look.isTitleHidden && 'absolute end-0 z-1 p-1.5!',
              )}
            >
              <div className="min-w-0 flex-1 pt-1.5">
                <Base.Title className={cx('font-display text-title font-semibold', look.isTitleHidden && 'sr-only')}>
                  {title}
                </Base.Title>
                {description && (
                  <Base.Description className="text-soft text-ui mt-1.5 text-pretty">{description}</Base.Description>
                )}
              </div>
              <Base.Close aria-label={closeLabel} className={iconButtonClass()}>
                <X size={18} />
              </Base.Close>
            </header>
            <div className={look.isFlush ? 'flex min-h-0 flex-1 flex-col' : 'pane px-5 pt-3 pb-5 sm:px-6 sm:pb-6'}>
              {children}
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
