import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { buttonClass } from './button.tsx';
import { cx } from './cx.tsx';
import { iconButtonClass } from './icon-button.tsx';
import { connectToasts, type ToastOptions } from './toast.tsx';

const manager = Base.createToastManager();
const shownMs = 5000;
/** Long enough to change one's mind. */
const shownWithActionMs = 8000;

function show({ text, tone = 'plain', action }: ToastOptions): void {
  const id = manager.add({
    title: text,
    type: tone,
    priority: tone === 'danger' ? 'high' : 'low',
    timeout: action ? shownWithActionMs : shownMs,
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          action.run();
          manager.close(id);
        },
      },
    }),
  });
}

export function Toasts({ closeLabel }: { closeLabel: string }) {
  useEffect(() => connectToasts(show), []);
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="pointer-events-none fixed inset-x-0 top-[calc(0.75rem+var(--safe-top))] z-70 mx-auto grid w-[min(26rem,calc(100vw-2rem))] gap-2 outline-none">
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
      swipeDirection={['up', 'left', 'right']}
      className={cx(
        'drop border-line shadow-lift pointer-events-auto rounded-lg border data-limited:hidden',
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
