import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Kbd } from './kbd.tsx';

const delayMs = 450;
/** After one tooltip the next comes at once. */
const graceMs = 300;
const gap = 6;

/** Attributes that give an element a tooltip. Its name it must have by itself: this only shows it. */
export const tipOf = (text: string, keys?: readonly string[]) => ({
  'data-tip': text,
  'data-tip-keys': keys?.join(' '),
});

/**
 * Goes once, near the root of the page. One listener serves every `data-tip`, because a page may hold hundreds of them.
 * Escape puts a tooltip away, and so does pressing what it belongs to.
 */
export function TooltipLayer() {
  const [target, setTarget] = useState<HTMLElement | null>(null);

  useEffect(() => {
    let timer = 0;
    let hiddenAt = 0;
    const hide = () => {
      clearTimeout(timer);
      setTarget((shown) => {
        if (shown) hiddenAt = performance.now();
        return null;
      });
    };
    const show = (element: HTMLElement, wait: number) => {
      clearTimeout(timer);
      timer = window.setTimeout(() => setTarget(element), performance.now() - hiddenAt < graceMs ? 0 : wait);
    };
    const find = (event: Event) =>
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
    const onOver = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return;
      const element = find(event);
      if (element) show(element, delayMs);
      else hide();
    };
    const onFocus = (event: FocusEvent) => {
      const element = find(event);
      if (element?.matches(':focus-visible')) show(element, 0);
    };
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    document.addEventListener('pointerover', onOver);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', hide);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('keydown', onKey);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('scroll', hide, { capture: true });
    };
  }, []);

  return target?.isConnected && <Tip key={target.dataset['tip']} target={target} />;
}

/** Below what it belongs to, above where there is no room, and never outside the window. */
function Tip({ target }: { target: HTMLElement }) {
  const popup = useRef<HTMLDivElement>(null);
  const keys = target.dataset['tipKeys'];

  useLayoutEffect(() => {
    const element = popup.current;
    if (!element) return;
    const at = target.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const left = Math.min(Math.max(gap, at.left + at.width / 2 - width / 2), innerWidth - width - gap);
    const below = at.bottom + gap;
    const top = below + height > innerHeight ? at.top - gap - height : below;
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }, [target]);

  return (
    <div
      ref={popup}
      aria-hidden="true"
      className="bg-ink text-paper text-meta shadow-lift pointer-events-none fixed top-0 left-0 z-60 flex max-w-72 items-center gap-2 rounded-sm px-2 py-1"
    >
      {target.dataset['tip']}
      {keys && <Kbd keys={keys.split(' ')} isInverse />}
    </div>
  );
}
