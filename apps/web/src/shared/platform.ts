export const isApple = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** A finger, not a mouse, is what this device is mainly used with. */
export const isCoarse = () => matchMedia('(pointer: coarse)').matches;

/** The same width as the sidebar's `md:` classes. */
export const wideQuery = '(min-width: 48rem)';
