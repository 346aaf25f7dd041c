import { lazy, type ReactNode, Suspense } from 'react';
import { useOnce } from './use-once.tsx';

export interface DrawerProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  label: string;
  children: ReactNode;
  isRtl?: boolean;
}

const Popup = lazy(() => import('./drawer-popup.tsx').then((module) => ({ default: module.DrawerPopup })));

/** A pane at the starting edge of narrow screens. Swiping, Escape and a press outside put it away. */
export function Drawer(props: DrawerProps) {
  const wasOpened = useOnce(props.isOpen);
  return <Suspense>{wasOpened && <Popup {...props} />}</Suspense>;
}
