/** Keeps what is stored close behind what is shown, with one save at a time. */
export interface Saver {
  /** There is more to store. */
  touch(): void;
  /** No more saves. Resolves when the last one is over, or has taken too long to wait for. */
  stop(): Promise<void>;
}

export interface SaverOptions {
  save: () => Promise<'stored' | 'gone'>;
  saveMs: number;
  onGone: () => void;
  onError: (error: unknown) => void;
}

const maxRetryMs = 10_000;
const stopWaitMs = 5_000;

export function createSaver({ save, saveMs, onGone, onError }: SaverOptions): Saver {
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> | null = null;
  let hasMore = false;
  let isStopped = false;
  let failures = 0;

  function schedule() {
    if (isStopped || saving || timer) return;
    timer = setTimeout(start, Math.min(saveMs * 2 ** failures, Math.max(saveMs, maxRetryMs)));
  }

  function start() {
    timer = undefined;
    hasMore = false;
    saving = attempt().finally(() => {
      saving = null;
      if (hasMore) schedule();
    });
  }

  async function attempt() {
    try {
      const result = await save();
      failures = 0;
      if (result === 'gone') onGone();
    } catch (error) {
      // The next attempt stores this as well.
      hasMore = true;
      failures += 1;
      onError(error);
    }
  }

  return {
    touch() {
      hasMore = true;
      schedule();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      if (saving === null) return;
      let tooLong: NodeJS.Timeout | undefined;
      const waited = new Promise<void>((resolve) => (tooLong = setTimeout(resolve, stopWaitMs)));
      await Promise.race([saving, waited]);
      clearTimeout(tooLong);
    },
  };
}
