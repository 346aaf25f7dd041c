import type { ContentPart, RunEvent } from '@parley/data-provider';
import type { ModelEvent, ProviderState } from '@parley/providers';
import type { ProviderStates } from '../port.ts';
import { createCleaner, withoutNul } from './clean.ts';

export interface PartsOptions {
  /** What the answer holds already. The first part goes on with the last of these when it is of the same kind. */
  kept: readonly ContentPart[];
  providerState: ProviderStates;
  put: (event: RunEvent) => void;
  now: () => number;
}

/** Turns what the model says into slots of the answer and what is written to them. */
export interface Parts {
  /** By content index, the kept parts included. */
  readonly providerState: ProviderStates;
  /** UTF-16 units written. */
  readonly length: number;
  /** When the reader was first given something to see. */
  readonly firstShownAt: number | null;
  /** A slot was opened or written to: the model cannot be asked anew without saying things twice. */
  readonly isBegun: boolean;
  add(event: ModelEvent): void;
  /** No more comes for the open slot. */
  close(): void;
  /** A last slot that tells why the answer ends here. */
  fail(message: string): void;
}

interface Slot {
  type: 'text' | 'think';
  index: number;
  openedAt: number;
  /** What an earlier run spent thinking in a slot that goes on. */
  earlierMs: number;
}

export function createParts({ kept, providerState, put, now }: PartsOptions): Parts {
  const states: Record<number, ProviderState> = { ...providerState };
  const cleaner = createCleaner();
  let count = kept.length;
  let slot: Slot | null = null;
  let length = 0;
  let firstShownAt: number | null = null;
  let isBegun = false;

  function open(type: Slot['type']): Slot {
    const last = kept.at(-1);
    const isContinued = !isBegun && last?.type === type;
    isBegun = true;
    const earlierMs = isContinued && last.type === 'think' ? (last.durationMs ?? 0) : 0;
    slot = { type, index: isContinued ? count - 1 : count, openedAt: now(), earlierMs };
    if (!isContinued) {
      put({ type: 'part-start', index: count, part: type === 'text' ? { type, text: '' } : { type, think: '' } });
      count += 1;
    }
    return slot;
  }

  function write({ type, index }: Slot, text: string) {
    if (text === '') return;
    firstShownAt ??= now();
    length += text.length;
    put({ type: type === 'text' ? 'text-delta' : 'reasoning-delta', index, text });
  }

  function close() {
    if (slot === null) return;
    write(slot, cleaner.rest());
    if (slot.type === 'think') {
      const durationMs = slot.earlierMs + Math.round(now() - slot.openedAt);
      put({ type: 'reasoning-end', index: slot.index, durationMs });
    }
    slot = null;
  }

  /** The open slot, when it is of this kind; else a new one. */
  function slotFor(type: Slot['type']): Slot {
    if (slot?.type === type) return slot;
    close();
    return open(type);
  }

  function say(type: Slot['type'], given: string) {
    const piece = withoutNul(given);
    // Nothing to show opens no slot, and closes none.
    if (piece !== '') write(slotFor(type), cleaner.next(piece));
  }

  return {
    get providerState() {
      return states;
    },
    get length() {
      return length;
    },
    get firstShownAt() {
      return firstShownAt;
    },
    get isBegun() {
      return isBegun;
    },
    add(event) {
      switch (event.type) {
        case 'text-delta':
          return say('text', event.text);
        case 'reasoning-delta':
          return say('think', event.text);
        case 'part-state':
          states[slotFor(event.part === 'text' ? 'text' : 'think').index] = event.state;
          return;
        case 'usage':
          return put({ type: 'usage', usage: event.usage });
        case 'finish':
          return;
      }
    },
    close,
    fail(message) {
      close();
      isBegun = true;
      put({ type: 'part-start', index: count, part: { type: 'error', error: message } });
      count += 1;
    },
  };
}
