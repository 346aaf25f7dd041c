import { lazy, Suspense, useSyncExternalStore } from 'react';

export interface ToastOptions {
  text: string;
  tone?: 'plain' | 'danger';
  action?: { label: string; run: () => void };
}

const waiting: ToastOptions[] = [];
const listeners = new Set<() => void>();
let show: ((options: ToastOptions) => void) | null = null;
let isWanted = false;

/** May be called from anywhere; `ToastLayer` shows it. */
export function toast(options: ToastOptions): void {
  if (show) return show(options);
  waiting.push(options);
  isWanted = true;
  for (const listener of listeners) listener();
}

/** Called by the layer once it has been fetched. */
export function connectToasts(connected: (options: ToastOptions) => void): void {
  show = connected;
  for (const options of waiting.splice(0)) connected(options);
}

const Toasts = lazy(() => import('./toast-popup.tsx').then((module) => ({ default: module.Toasts })));

/** Goes once, near the root of the page. Fetches what draws toasts with the first one. */
export function ToastLayer({ closeLabel }: { closeLabel: string }) {
  const isNeeded = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isWanted,
  );
  return <Suspense>{isNeeded && <Toasts closeLabel={closeLabel} />}</Suspense>;
}
