import type { RedisConnection } from './redis-connection.ts';

/** Subscriptions on the one connection that a process listens with. A lost one comes back by itself. */
export interface RedisChannels {
  /** Returns the way to stop listening. */
  listen(channel: string, listener: ChannelListener): () => void;
}

interface ChannelListener {
  onMessage(message: string): void;
  /** Now, and whenever it had to be subscribed anew: messages before this may have been missed. */
  onSubscribed(): void;
}

export function createRedisChannels(connection: RedisConnection): RedisChannels {
  const listeners = new Map<string, ChannelListener>();

  const subscribe = (channel: string) =>
    connection
      .run(async (redis) => listeners.has(channel) && redis.subscribe(channel))
      // Failed: done again as soon as Redis is there. Readers look by themselves until then.
      .then(
        () => listeners.get(channel)?.onSubscribed(),
        () => undefined,
      );

  connection.onReady(() => {
    for (const channel of listeners.keys()) void subscribe(channel);
  });
  connection.onMessage((channel, message) => listeners.get(channel)?.onMessage(message));

  return {
    listen(channel, listener) {
      listeners.set(channel, listener);
      void subscribe(channel);
      return () => {
        if (listeners.get(channel) === listener) listeners.delete(channel);
        connection
          // By the time this is sent, someone may listen again.
          .run(async (redis) => listeners.has(channel) || redis.unsubscribe(channel))
          // A channel left subscribed only says what nobody hears.
          .catch(() => undefined);
      };
    },
  };
}
