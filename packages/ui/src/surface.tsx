/** Shared looks of things that float above the page. */
export const popupClass = 'pop bg-card border-line shadow-lift rounded-lg border outline-none';
export const backdropClass = 'fade fixed inset-0 z-40 min-h-dvh bg-veil';
/** One line of a menu or list; Base UI marks the current one `data-highlighted`. */
export const optionClass =
  'touch-y flex w-full select-none items-center gap-2.5 rounded-md px-2.5 text-start text-ui outline-none ' +
  'data-highlighted:bg-hover data-disabled:opacity-45';
