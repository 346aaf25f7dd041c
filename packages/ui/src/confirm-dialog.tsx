import { lazy, type ReactNode, Suspense } from 'react';
import { useOnce } from './use-once.tsx';

export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  isDanger?: boolean;
}

const Popup = lazy(() => import('./confirm-popup.tsx').then((module) => ({ default: module.ConfirmPopup })));

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const wasOpened = useOnce(props.isOpen);
  return <Suspense>{wasOpened && <Popup {...props} />}</Suspense>;
}
