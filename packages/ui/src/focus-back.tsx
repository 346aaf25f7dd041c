import type { RefObject } from 'react';

/** Where the focus goes when a popup closes: to its button, unless the reader has moved on to something else already. */
export const focusBack = (anchor: RefObject<HTMLElement | null>) => (): HTMLElement | false => {
  const { activeElement: active, body } = document;
  const hasMovedOn = active !== null && active !== body && active.closest('[role="dialog"], [role="menu"]') === null;
  return hasMovedOn ? false : (anchor.current ?? false);
};
