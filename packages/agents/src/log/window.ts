import { isTerminal } from '@parley/data-provider';
import type { RunEvent } from '@parley/data-provider';
import type { Look } from './follow.ts';
import type { LoggedEvent } from './port.ts';

/** How much of one run is held. Whoever asks for older events is told that they are gone. */
export interface RunBounds {
  maxEvents: number;
  /** Estimated, in UTF-16 units of JSON text. */
  maxBytes: number;
}

export const defaultRunBounds: RunBounds = { maxEvents: 20_000, maxBytes: 8 * 1024 * 1024 };

/** Events handed over at once, so that a late reader takes a long run in portions. */
export const batchSize = 500;

/** The newest events of a run, by number. */
export interface Window {
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  readonly isEnded: boolean;
  push(event: RunEvent): void;
  /** What comes after `cursor`; nothing beyond `upTo` yet. */
  look(cursor: number, upTo?: number): Look;
}

/** `base` is the number of the event before the first one. */
export function createWindow(bounds: RunBounds, base = 0): Window {
  let events: LoggedEvent[] = [];
  let last = base;
  let bytes = 0;
  let isEnded = false;

  /** Drops a quarter at once: taking one from the front of a long array for each new event would cost its length. */
  function trim() {
    if (events.length <= bounds.maxEvents && bytes <= bounds.maxBytes) return;
    let dropped = 0;
    while (
      dropped < events.length - 1 &&
      (events.length - dropped > bounds.maxEvents * 0.75 || bytes > bounds.maxBytes * 0.75)
    ) {
      const oldest = events[dropped];
      if (oldest) bytes -= sizeOf(oldest.event);
      dropped += 1;
    }
    events = events.slice(dropped);
  }

  return {
    get first() {
      return last - events.length + 1;
    },
    get last() {
      return last;
    },
    get bytes() {
      return bytes;
    },
    get isEnded() {
      return isEnded;
    },
    push(event) {
      last += 1;
      events.push({ seq: last, event });
      bytes += sizeOf(event);
      isEnded ||= isTerminal(event);
      trim();
    },
    look(cursor, upTo = last) {
      const before = last - events.length;
      if (cursor < before || cursor > last) return 'gone';
      if (cursor === last) return isEnded ? 'ended' : [];
      return events.slice(cursor - before, Math.min(cursor + batchSize, upTo) - before);
    },
  };
}

/** Deltas are nearly all there is, and measuring them must cost nothing. */
const sizeOf = (event: RunEvent) => 100 + ('text' in event ? event.text.length : JSON.stringify(event).length);
