import { useEffect } from 'react';
import { commands, isOffered } from './command.ts';
import { isPressed, parseShortcut } from './shortcut.ts';

/** Runs the command whose keys are pressed. Goes once, near the root of the page. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      // The newest first: a dialog's Escape comes before the page's.
      const command = commands
        .get()
        .findLast(({ shortcut, ...rest }) => shortcut !== undefined && isPressed(shortcut, event) && isOffered(rest));
      if (!command?.shortcut || (isTyping(event.target) && !worksWhileTyping(command.shortcut, event.target))) return;
      event.preventDefault();
      command.run();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

/** In an empty field, End has nowhere to go. */
function worksWhileTyping(shortcut: string, target: EventTarget | null): boolean {
  if (parseShortcut(shortcut).mod || shortcut === 'escape' || shortcut === 'shift+escape') return true;
  return shortcut === 'end' && target instanceof HTMLTextAreaElement && target.value === '';
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
