import { lazy, type ReactNode, type RefObject, Suspense } from 'react';
import { useOnce } from './use-once.tsx';

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  closeLabel: string;
  children: ReactNode;
  /** The title is there for screen readers only. */
  isTitleHidden?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
  /** Content reaches the edges and scrolls by itself. */
  isFlush?: boolean;
  size?: 'md' | 'lg' | 'xl';
  /** A height that does not follow the content. */
  isTall?: boolean;
}

const Popup = lazy(() => import('./dialog-popup.tsx').then((module) => ({ default: module.DialogPopup })));

/** In the middle on wide screens, risen from the bottom edge on narrow ones. Closing returns the focus. */
export function Dialog(props: DialogProps) {
  const wasOpened = useOnce(props.isOpen);
  return <Suspense>{wasOpened && <Popup {...props} />}</Suspense>;
}
