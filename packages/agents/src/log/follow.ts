import { isTerminal } from '@parley/data-provider';
import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';
import type { LoggedEvent, ReadEnd } from './port.ts';

/** What there is after a position: events, nothing yet (an empty list), or the end of reading. */
export type Look = readonly LoggedEvent[] | ReadEnd;

export interface Follow {
  look: (cursor: number) => Look | Promise<Look>;
  /** Hangs up a bell that is rung whenever looking again may show more; returns the way to take it off. */
  hang: (bell: Bell) => () => void;
  after: number;
  signal: AbortSignal;
}

/** Reads by position: look, hand over, look again, and wait only when there was nothing. No reader has a queue. */
export async function* follow({ look, hang, after, signal }: Follow): AsyncGenerator<readonly LoggedEvent[], ReadEnd> {
  const bell = createBell();
  const unhang = hang(bell);
  const wake = () => bell.ring();
  signal.addEventListener('abort', wake);
  try {
    let cursor = after;
    while (!signal.aborted) {
      const looked = look(cursor);
      // What is known already is not waited for: this is done for every event and every reader.
      const found = looked instanceof Promise ? await looked : looked;
      if (typeof found === 'string') return found;
      const batch = upToEnd(found);
      const last = batch.at(-1);
      if (last === undefined) {
        await bell.wait();
      } else {
        if (signal.aborted) break;
        cursor = last.seq;
        yield batch;
        if (isTerminal(last.event)) return 'ended';
      }
    }
    return 'aborted';
  } finally {
    signal.removeEventListener('abort', wake);
    unhang();
  }
}

/** A run that two processes believed to own may hold events after its end; nobody is to see them. */
function upToEnd(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  const end = events.findIndex(({ event }) => isTerminal(event));
  return end === -1 || end === events.length - 1 ? events : events.slice(0, end + 1);
}
