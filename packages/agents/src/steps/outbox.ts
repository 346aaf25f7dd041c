import type { RunEvent } from '@parley/data-provider';
import { sharedBeat } from './beat.ts';

/** Collects events and lets them go in order: the first at once, those that follow quickly together. */
export interface Outbox {
  put(event: RunEvent): void;
  flush(): void;
  /** Lets go of what is left, and stops. */
  close(): void;
}

export function createOutbox(coalesceMs: number, send: (events: RunEvent[]) => void): Outbox {
  const beat = sharedBeat(coalesceMs);
  let waiting: RunEvent[] = [];
  /** Events were let go since the last beat, so further ones wait for the next. */
  let isPacing = false;

  function flush() {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    send(events);
  }

  function onBeat() {
    isPacing = waiting.length > 0;
    flush();
    if (isPacing) beat.await(onBeat);
  }

  return {
    put(event) {
      const last = waiting.at(-1);
      const merged = last && merge(last, event);
      if (merged) waiting[waiting.length - 1] = merged;
      else waiting.push(event);
      // A slot is opened for the delta that comes right after it, and travels with it.
      if (isPacing || event.type === 'part-start') return;
      flush();
      isPacing = true;
      beat.await(onBeat);
    },
    flush,
    close() {
      flush();
      beat.leave(onBeat);
    },
  };
}

/** Two deltas of the same slot are one longer delta. */
function merge(last: RunEvent, next: RunEvent): RunEvent | null {
  if (last.type !== 'text-delta' && last.type !== 'reasoning-delta') return null;
  if (next.type !== last.type || next.index !== last.index) return null;
  return { ...last, text: last.text + next.text };
}
