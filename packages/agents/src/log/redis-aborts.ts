import { createListeners } from './listeners.ts';
import type { AbortReason, RunLog } from './port.ts';
import type { RedisChannels } from './redis-channels.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { RedisKeys } from './redis-keys.ts';

export interface RedisAborts extends Pick<RunLog, 'requestAbort' | 'onAbort'> {
  /** Looks for requests whose announcement was missed. */
  check(): void;
}

/** As long as a run can last. */
const keepMs = 60 * 60_000;

/** A request is announced to all processes, and written down for a listener that comes later or missed it. */
export function createRedisAborts(connection: RedisConnection, channels: RedisChannels, keys: RedisKeys): RedisAborts {
  const listeners = createListeners();

  async function lookUp(runIds: readonly string[]) {
    if (runIds.length === 0) return;
    const reasons = await connection.run((redis) => redis.mget(runIds.map((runId) => keys.abort(runId))));
    runIds.forEach((runId, i) => tell(runId, reasons[i]));
  }
  function tell(runId: string, reason: string | null | undefined) {
    if (isAbortReason(reason)) listeners.tell(runId, reason);
  }
  // Failed: asked again at the next check.
  const check = (runIds = listeners.runIds) => void lookUp(runIds).catch(() => undefined);

  channels.listen(keys.aborts, {
    onMessage(message) {
      const [runId = '', reason] = message.split(' ');
      tell(runId, reason);
    },
    onSubscribed: () => check(),
  });

  return {
    check: () => check(),
    async requestAbort(runId, reason) {
      if (listeners.tell(runId, reason)) return;
      await connection.run((redis) =>
        Promise.all([
          redis.set(keys.abort(runId), reason, 'PX', keepMs),
          redis.publish(keys.aborts, `${runId} ${reason}`),
        ]),
      );
    },
    onAbort(runId, listener) {
      const unlisten = listeners.add(runId, listener);
      check([runId]);
      return unlisten;
    },
  };
}

const isAbortReason = (value: unknown): value is AbortReason =>
  value === 'stopped' || value === 'deleted' || value === 'shutdown';
