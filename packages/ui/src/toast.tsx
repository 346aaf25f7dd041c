import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import { cx } from './cx.tsx';
import { iconButtonClass } from './icon-button.tsx';

const manager = Base.createToastManager();

export interface ToastOptions {
  text: string;
  tone?: 'plain' | 'danger';
  action?: { label: string; run: () => void };
  /** Called when it leaves by itself or is put away, but not when the action was taken. */
  onGone?: () => void;
}

/** May be called from anywhere; `ToastLayer` shows it. */
export function toast({ text, tone = 'plain', action, onGone }: ToastOptions): void {
  let isTaken = false;
  const id = manager.add({
    title: text,
    type: tone,
    priority: tone === 'danger' ? 'high' : 'low',
    timeout: action ? 8000 : 5000,
    ...(onGone && { onClose: () => !isTaken && onGone() }),
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          isTaken = true;
          action.run();
          manager.close(id);
        },
      },
    }),
  });
}

export function ToastLayer({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="pointer-events-none fixed inset-x-0 bottom-[calc(1rem+var(--safe-bottom))] z-70 mx-auto grid w-[min(26rem,calc(100vw-2rem))] gap-2 outline-none">
          <List closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List({ closeLabel }: { closeLabel: string }) {
  const { toasts } = Base.useToastManager();
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      swipeDirection={['down', 'left', 'right']}
      className={cx(
        'rise border-line shadow-lift pointer-events-auto rounded-lg border data-limited:hidden',
        item.type === 'danger' ? 'bg-danger-soft text-danger-ink' : 'bg-card text-ink',
      )}
    >
      <Base.Content className="flex items-center gap-2 py-1.5 ps-4 pe-1.5">
        <Base.Title className="text-ui min-w-0 flex-1 py-1.5 font-normal" />
        <Base.Action className={cx(buttonClass('ghost', 'sm'), 'text-accent')} />
        <Base.Close aria-label={closeLabel} className={iconButtonClass()}>
          <X size={16} />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
