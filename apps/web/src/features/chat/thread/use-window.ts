import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Turns drawn when a conversation is opened, and added each time the reader comes near the top. */
const initial = 8;
const step = 12;

export interface ThreadWindow {
  /** Index of the first turn that is drawn. */
  from: number;
  /** Draws more of what came before; the view stays where it is. */
  extend: () => void;
}

/** How much was drawn where a view was left. */
const left = new Map<string, number>();

/** Long conversations are drawn from their end; earlier turns join as the reader goes up. */
export function useWindow(
  count: number,
  { pane, name }: { pane: RefObject<HTMLElement | null>; name: string },
): ThreadWindow {
  const [size, setSize] = useState(() => left.get(name) ?? initial);
  const distanceFromEnd = useRef<number | null>(null);
  const from = Math.max(0, count - size);

  const extend = useCallback(() => {
    const element = pane.current;
    if (element) distanceFromEnd.current = element.scrollHeight - element.scrollTop;
    setSize((now) => now + step);
  }, [pane]);

  useLayoutEffect(() => {
    const element = pane.current;
    if (!element || distanceFromEnd.current === null) return;
    element.scrollTop = element.scrollHeight - distanceFromEnd.current;
    distanceFromEnd.current = null;
  }, [size, pane]);

  useEffect(() => void left.set(name, size), [name, size]);

  return { from, extend };
}
