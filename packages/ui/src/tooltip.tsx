import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './kbd.tsx';

export interface Tip {
  text: string;
  /** Keys that do the same, such as `['Ctrl', 'K']`. */
  keys?: readonly string[] | undefined;
}

/** All triggers share one tooltip: a page may hold hundreds of icon buttons. */
const shared = Base.createHandle<Tip>();

/** Goes once, near the root of the page. */
export function TooltipLayer() {
  return (
    <Base.Root handle={shared}>
      {({ payload }) => (
        <Base.Portal>
          <Base.Positioner sideOffset={6} className="z-60">
            <Base.Popup className="pop bg-ink text-paper text-meta shadow-lift flex max-w-72 items-center gap-2 rounded-sm px-2 py-1">
              {payload?.text}
              {payload?.keys && <Kbd keys={payload.keys} isInverse />}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      )}
    </Base.Root>
  );
}

/** Says what an element is on hover and focus. The element needs a name of its own: this is not one. */
export function Tooltip({ tip, children }: { tip: Tip; children: ReactElement }) {
  return <Base.Trigger handle={shared} payload={tip} delay={450} render={children} />;
}
