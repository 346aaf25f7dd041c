import { isApple } from '../platform.ts';

interface Keys {
  key: string;
  mod: boolean;
  shift: boolean;
  alt: boolean;
}

export function parseShortcut(shortcut: string): Keys {
  const parts = shortcut.toLowerCase().split('+');
  return {
    key: parts.at(-1) ?? '',
    mod: parts.includes('mod'),
    shift: parts.includes('shift'),
    alt: parts.includes('alt'),
  };
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'>;

export function isPressed(shortcut: string, event: KeyPress, isAppleDevice = isApple): boolean {
  if (event.isComposing) return false;
  const wanted = parseShortcut(shortcut);
  const mod = isAppleDevice ? event.metaKey : event.ctrlKey;
  const otherMod = isAppleDevice ? event.ctrlKey : event.metaKey;
  // `?` and its like carry their own Shift on most keyboards.
  const needsShift = wanted.shift || !/^[^\p{L}\p{N}]$/u.test(wanted.key);
  if (mod !== wanted.mod || otherMod || event.altKey !== wanted.alt) return false;
  if (needsShift && event.shiftKey !== wanted.shift) return false;
  // With Alt or on other alphabets the key says another letter than the one printed.
  return event.key.toLowerCase() === wanted.key || event.code.toLowerCase() === `key${wanted.key}`;
}

const names: Record<string, [apple: string, other: string]> = {
  mod: ['⌘', 'Ctrl'],
  shift: ['⇧', 'Shift'],
  alt: ['⌥', 'Alt'],
  escape: ['Esc', 'Esc'],
  enter: ['↵', 'Enter'],
  arrowup: ['↑', '↑'],
  arrowleft: ['←', '←'],
  arrowright: ['→', '→'],
};

/** The keys as they are printed, for `Kbd`. */
export const keysOf = (shortcut: string): string[] =>
  shortcut.split('+').map((part) => names[part.toLowerCase()]?.[isApple ? 0 : 1] ?? part.toUpperCase());
