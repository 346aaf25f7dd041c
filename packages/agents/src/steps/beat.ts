/** Wakes everybody who waits at the same moment. It beats only while somebody does. */
export interface Beat {
  /** Calls back once, at the next beat. */
  await(onBeat: () => void): void;
  leave(onBeat: () => void): void;
}

function createBeat(everyMs: number): Beat {
  let waiting = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;

  function beat() {
    timer = undefined;
    const woken = waiting;
    waiting = new Set();
    for (const onBeat of woken) onBeat();
  }

  return {
    await(onBeat) {
      waiting.add(onBeat);
      timer ??= setTimeout(beat, everyMs);
    },
    leave(onBeat) {
      waiting.delete(onBeat);
      if (waiting.size > 0) return;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

const shared = new Map<number, Beat>();

/** One for all runs of the process: hundreds of answers that leave together cost far less than each on a timer of its own. */
export function sharedBeat(everyMs: number): Beat {
  const beat = shared.get(everyMs) ?? createBeat(everyMs);
  shared.set(everyMs, beat);
  return beat;
}
