import { lazy, type ReactElement, type ReactNode, type RefObject, Suspense } from 'react';
import { usePopup } from './use-popup.tsx';

export interface MenuAction {
  kind?: 'action';
  label: string;
  icon?: ReactNode;
  keys?: readonly string[];
  isDanger?: boolean;
  isDisabled?: boolean;
  onSelect: () => void;
}

export type MenuEntry = MenuAction | { kind: 'separator' } | { kind: 'note'; text: string };

export interface MenuPlace {
  side?: 'top' | 'bottom';
  align?: 'start' | 'center' | 'end';
}

export interface MenuPopupProps extends MenuPlace {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  anchor: RefObject<HTMLElement | null>;
  entries: readonly MenuEntry[];
}

const Popup = lazy(() => import('./menu-popup.tsx').then((module) => ({ default: module.MenuPopup })));

/** The popup alone, for a menu that many buttons share. Fetched when it is first opened. */
export function MenuPopup(props: MenuPopupProps) {
  return (
    <Suspense>
      <Popup {...props} />
    </Suspense>
  );
}

export interface MenuProps extends MenuPlace {
  /** The button that opens it. */
  trigger: ReactElement;
  entries: readonly MenuEntry[];
}

export function Menu({ trigger, entries, ...place }: MenuProps) {
  const popup = usePopup({ trigger, kind: 'menu' });
  return (
    <>
      {popup.trigger}
      {popup.wasOpened && (
        <MenuPopup
          {...place}
          isOpen={popup.isOpen}
          onOpenChange={popup.setOpen}
          anchor={popup.anchor}
          entries={entries}
        />
      )}
    </>
  );
}
