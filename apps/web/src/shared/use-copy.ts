import { toast } from '@parley/ui/toast';
import i18next from 'i18next';
import { useRef, useState } from 'react';

const shownMs = 1600;

/** Copies text and is true for a moment after. */
export function useCopy(): [isCopied: boolean, copy: (text: string) => void] {
  const [isCopied, setCopied] = useState(false);
  const timer = useRef<number>(undefined);
  const copy = (text: string) => {
    void copyText(text).then((done) => {
      if (!done) return toast({ text: i18next.t('common.copyFailed'), tone: 'danger' });
      setCopied(true);
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setCopied(false), shownMs);
    });
  };
  return [isCopied, copy];
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Plain HTTP on a local network has no clipboard interface. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  // Deprecated, and the only way left there.
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
