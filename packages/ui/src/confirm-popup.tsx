import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import { useRef } from 'react';
import { Button } from './button.tsx';
import type { ConfirmDialogProps } from './confirm-dialog.tsx';
import { backdropClass } from './surface.tsx';

/** Focus starts on the way out. */
export function ConfirmPopup({ isOpen, onClose, onConfirm, title, children, ...rest }: ConfirmDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Viewport className="fixed inset-0 z-50 grid place-items-center p-4">
          <Base.Popup
            initialFocus={cancel}
            className="rise bg-card border-line shadow-float w-full max-w-md rounded-xl border p-5 outline-none sm:p-6"
          >
            <Base.Title className="font-display text-title font-semibold">{title}</Base.Title>
            <Base.Description className="text-soft text-ui mt-2 text-pretty wrap-anywhere">{children}</Base.Description>
            <div className="mt-6 flex flex-wrap justify-end gap-2">
              <Button ref={cancel} onClick={onClose}>
                {rest.cancelLabel}
              </Button>
              <Button variant={rest.isDanger ? 'danger' : 'primary'} onClick={onConfirm}>
                {rest.confirmLabel}
              </Button>
            </div>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
