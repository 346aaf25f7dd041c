import type { KeyboardEvent } from 'react';
import { isApple } from '../../../shared/platform.ts';
import { preferences, type SendKey } from '../../../shared/preferences.ts';

/** What browsers report for every key while an input method composes; some of them forget `isComposing`. */
const composingKeyCode = 229;

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> & {
  nativeEvent: { isComposing: boolean; keyCode: number };
};

/** Whether this key press sends. The other Enter breaks the line. */
export function sendsMessage(event: Press, sendKey: SendKey = preferences.get().sendKey): boolean {
  const { isComposing, keyCode } = event.nativeEvent;
  if (event.key !== 'Enter' || isComposing || keyCode === composingKeyCode) return false;
  const mod = isApple ? event.metaKey : event.ctrlKey;
  if (mod && !event.shiftKey && !event.altKey) return true;
  return sendKey === 'enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
}
