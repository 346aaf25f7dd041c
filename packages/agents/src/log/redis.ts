import { createBells } from './bell.ts';
import type { Bell } from './bell.ts';
import { follow } from './follow.ts';
import type { Look } from './follow.ts';
import type { RunLog } from './port.ts';
import { createRedisAborts } from './redis-aborts.ts';
import { createRedisChannels } from './redis-channels.ts';
import { connectRedis } from './redis-connection.ts';
import { createRedisFollowers } from './redis-followers.ts';
import { redisKeys } from './redis-keys.ts';
import { lookInStream } from './redis-stream.ts';
import { createRedisWriter } from './redis-writer.ts';
import { defaultRunBounds } from './window.ts';
import type { RunBounds } from './window.ts';

export interface RedisRunLogOptions extends Partial<RunBounds> {
  url: string;
  keyPrefix?: string;
  /** Readers look by themselves this often, should an announcement be lost. */
  pollMs?: number;
  /** How long a reader bears with a Redis that is away before it is sent to the database. */
  patienceMs?: number;
  /** Told of every trouble with Redis. None of them reaches a caller as an exception, save in `requestAbort`. */
  onError?: (error: unknown) => void;
}

/**
 * The log of a server that is several processes. Numbers are given by the one process that writes a run, so that a
 * write may be repeated; its own readers are served from memory, all others from the Redis stream.
 */
export function createRedisRunLog(options: RedisRunLogOptions): RunLog {
  const { url, keyPrefix = 'parley:', pollMs = 1_000, patienceMs = 10_000, onError = () => undefined } = options;
  const { maxEvents = defaultRunBounds.maxEvents, maxBytes = defaultRunBounds.maxBytes } = options;
  const keys = redisKeys(keyPrefix);
  const connection = connectRedis(url, onError);
  // A connection that is subscribed is kept apart: a flood of news must not hold up commands.
  const ears = connectRedis(url, onError);
  const bells = createBells();
  const channels = createRedisChannels(ears);
  const followers = createRedisFollowers(channels, bells, keys);
  const aborts = createRedisAborts(connection, channels, keys);
  const onNews = (runId: string) => bells.ring(runId);
  const writer = createRedisWriter({ connection, keys, bounds: { maxEvents, maxBytes }, onNews, onError });
  let isClosed = false;

  const poll = setInterval(() => {
    followers.distrustSilence();
    bells.ringAll();
    aborts.check();
  }, pollMs).unref();

  /** Nearest first: written here, heard here, in Redis. */
  function createLook(runId: string): (cursor: number) => Look | Promise<Look> {
    let awaySince: number | null = null;

    async function lookFar(cursor: number): Promise<Look> {
      try {
        const found = await lookInStream(connection, keys.events(runId), cursor);
        awaySince = null;
        return found;
      } catch (error) {
        onError(error);
        awaySince ??= Date.now();
        return Date.now() - awaySince > patienceMs ? 'gone' : [];
      }
    }
    return (cursor) => {
      if (isClosed) return 'aborted';
      const own = writer.look(runId, cursor);
      if (own !== 'gone') return own;
      const near = followers.look(runId, cursor);
      return near === 'gone' ? lookFar(cursor) : near;
    };
  }

  return {
    append: (runId, events) => writer.append(runId, events),
    read(runId, after, signal) {
      const isOwn = writer.look(runId, after) !== 'gone';
      const hang = (bell: Bell) => (isOwn ? bells.hang(runId, bell) : followers.join(runId, bell));
      return follow({ look: createLook(runId), hang, after, signal });
    },
    expire: (runId, afterMs) => writer.expire(runId, afterMs),
    requestAbort: (runId, reason) => aborts.requestAbort(runId, reason),
    onAbort: (runId, listener) => aborts.onAbort(runId, listener),
    async close() {
      await writer.close();
      isClosed = true;
      clearInterval(poll);
      bells.ringAll();
      connection.close();
      ears.close();
    },
  };
}
