import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedEvent, ReadEnd } from '../log/port.ts';

export interface Collected {
  end: ReadEnd;
  events: LoggedEvent[];
}

export async function collect(
  reading: AsyncGenerator<readonly LoggedEvent[], ReadEnd>,
  options: { pause?: () => Promise<unknown> } = {},
): Promise<Collected> {
  const events: LoggedEvent[] = [];
  for (;;) {
    const step = await reading.next();
    if (step.done) return { end: step.value, events };
    events.push(...step.value);
    await options.pause?.();
  }
}

/** Waits for something that happens soon, without saying when. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(5);
}
