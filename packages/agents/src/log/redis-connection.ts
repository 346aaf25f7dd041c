import { Redis } from 'ioredis';

export interface RedisConnection {
  /** Runs a command on a working connection. Fails soon, rather than wait for Redis to come back. */
  run<T>(command: (redis: Redis) => Promise<T>): Promise<T>;
  onReady(listener: () => void): void;
  onMessage(listener: (channel: string, message: string) => void): void;
  close(): void;
}

const connectWaitMs = 1_000;

export function connectRedis(url: string, onError: (error: Error) => void): RedisConnection {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    // A connection that is half open fails here instead of holding its callers for ever.
    commandTimeout: 5_000,
    retryStrategy: (times) => Math.min(2_000, 50 * 2 ** Math.min(times, 6)) + Math.random() * 100,
    // Whether and what to send again is decided by who knows: appends keep their order, reads are asked anew.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
  });
  redis.on('error', onError);
  // The failure is reported by the event; the client goes on trying by itself.
  redis.connect().catch(() => undefined);

  let readiness: Promise<void> | null = null;

  /** Shared by all who wait: an outage must not add a listener for each of them. */
  function ready(): Promise<void> {
    readiness ??= new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        redis.off('ready', onReady);
        reject(new Error('Redis cannot be reached.'));
      }, connectWaitMs);
      const onReady = () => {
        clearTimeout(timer);
        resolve();
      };
      redis.once('ready', onReady);
    }).finally(() => (readiness = null));
    return readiness;
  }

  return {
    async run(command) {
      if (redis.status === 'end') throw new Error('The connection to Redis is closed.');
      if (redis.status !== 'ready') await ready();
      return command(redis);
    },
    onReady: (listener) => void redis.on('ready', listener),
    onMessage: (listener) => void redis.on('message', listener),
    close: () => redis.disconnect(),
  };
}
