import { cloneElement, type ReactElement, type RefObject, useRef, useState } from 'react';

interface TriggerProps {
  ref?: RefObject<HTMLElement | null>;
  'aria-haspopup'?: 'menu' | 'dialog';
  'aria-expanded'?: boolean;
  onPointerDown?: () => void;
  onClick?: () => void;
  onKeyDown?: (event: { key: string; preventDefault(): void }) => void;
}

export interface Popup {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  /** It has been open before: from then on it is mounted. */
  wasOpened: boolean;
  anchor: RefObject<HTMLElement | null>;
  /** The trigger, able to open and close the popup. */
  trigger: ReactElement;
}

export interface PopupOptions {
  trigger: ReactElement;
  kind: 'menu' | 'dialog';
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
}

/** The button of a popup, without the popup: what is behind it is fetched when it is first wanted. */
export function usePopup({ trigger, kind, ...controlled }: PopupOptions): Popup {
  const [isOwnOpen, setOwnOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const anchor = useRef<HTMLElement | null>(null);
  // The press that closes an open popup from outside is also a press on its button.
  const wasOpenOnPress = useRef(false);
  const isOpen = controlled.isOpen ?? isOwnOpen;
  if (isOpen && !wasOpened) setWasOpened(true);

  const setOpen = (next: boolean) => {
    setOwnOpen(next);
    controlled.onOpenChange?.(next);
  };

  return {
    isOpen,
    setOpen,
    wasOpened: wasOpened || isOpen,
    anchor,
    // A trigger is a button of ours, which takes these.
    trigger: cloneElement(trigger as ReactElement<TriggerProps>, {
      ref: anchor,
      'aria-haspopup': kind,
      'aria-expanded': isOpen,
      onPointerDown: () => {
        wasOpenOnPress.current = isOpen;
      },
      onClick: () => {
        setOpen(!(isOpen || wasOpenOnPress.current));
        wasOpenOnPress.current = false;
      },
      onKeyDown: (event) => {
        if (kind !== 'menu' || isOpen || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
        event.preventDefault();
        setOpen(true);
      },
    }),
  };
}
