import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDelta, aRunEnd, aRunStart } from '../testing/builders.ts';
import { startProxy } from '../testing/proxy.ts';
import type { Proxy } from '../testing/proxy.ts';
import { collect, until } from '../testing/reading.ts';
import { runLogSuite } from './port.suite.ts';
import type { RunLog } from './port.ts';
import { createRedisRunLog } from './redis.ts';
import type { RedisRunLogOptions } from './redis.ts';

const redisUrl = process.env.PARLEY_TEST_REDIS_URL ?? '';
const whySkipped = redisUrl === '' ? ' (skipped: PARLEY_TEST_REDIS_URL names no Redis)' : '';
if (whySkipped) process.stderr.write(`redis run log${whySkipped}\n`);

describe.skipIf(redisUrl === '')(`with a real Redis${whySkipped}`, () => {
  const keyPrefix = `parley-test-${randomUUID()}:`;
  const redis = new Redis(redisUrl, { lazyConnect: true });
  afterAll(async () => {
    const keys = await redis.keys(`${keyPrefix}*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
  });

  runLogSuite('redis, two processes:', {
    create: (bounds) => ({
      writer: createRedisRunLog({ url: redisUrl, keyPrefix, ...bounds }),
      reader: createRedisRunLog({ url: redisUrl, keyPrefix, ...bounds }),
    }),
    propertyRuns: 60,
  });

  runLogSuite('redis, one process:', {
    create(bounds) {
      const log = createRedisRunLog({ url: redisUrl, keyPrefix, ...bounds });
      return { writer: log, reader: log };
    },
    propertyRuns: 60,
  });

  describe('redis run log, trouble', () => {
    const { signal } = new AbortController();
    const runStart = aRunStart();
    const logs: RunLog[] = [];
    let proxy: Proxy;
    let runId: string;
    const errors: unknown[] = [];

    beforeEach(async () => {
      proxy = await startProxy(redisUrl);
      runId = randomUUID();
      errors.length = 0;
    });
    afterEach(async () => {
      await Promise.all(logs.splice(0).map((log) => log.close()));
      await proxy.close();
    });
    function create(options: Partial<RedisRunLogOptions> = {}) {
      const log = createRedisRunLog({ url: redisUrl, keyPrefix, onError: (error) => errors.push(error), ...options });
      logs.push(log);
      return log;
    }
    const seqs = async (log: RunLog, after = 0) => {
      const { events, end } = await collect(log.read(runId, after, signal));
      return end === 'ended' ? events.map(({ seq }) => seq) : end;
    };

    it('keeps events while Redis is away, and loses and repeats none', async () => {
      const writer = create({ url: proxy.url });
      const reader = create();
      const away = reader.read(runId, 1, signal);
      await writer.append(runId, [runStart]);
      const reading = collect(away);
      await writer.append(runId, [aDelta('2')]);
      proxy.cut();
      await writer.append(runId, [aDelta('3')]);
      await writer.append(runId, [aDelta('4'), aDelta('5')]);
      expect(errors).not.toHaveLength(0);
      proxy.restore();
      await writer.append(runId, [aDelta('6')]);
      await writer.append(runId, [aRunEnd()]);
      const { events, end } = await reading;
      expect(end).toBe('ended');
      expect(events.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7]);
      expect(events.slice(0, -1).map(({ event }) => event)).toEqual(['2', '3', '4', '5', '6'].map(aDelta));
    });

    it('serves the readers of its own process while Redis is away', async () => {
      const log = create({ url: proxy.url, patienceMs: 0 });
      await log.append(runId, [runStart]);
      proxy.cut();
      const reading = collect(log.read(runId, 0, signal));
      await log.append(runId, [aDelta('2')]);
      await log.append(runId, [aRunEnd()]);
      expect(await reading).toEqual({
        end: 'ended',
        events: [runStart, aDelta('2'), aRunEnd()].map((event, i) => ({ seq: i + 1, event })),
      });
    });

    it('never holds a run up for long when Redis was never there', async () => {
      proxy.cut();
      const log = create({ url: proxy.url });
      await log.append(runId, [runStart, aDelta('2')]);
      await log.append(runId, [aRunEnd()]);
      await log.expire(runId, 60_000);
      expect(await seqs(log)).toEqual([1, 2, 3]);
      proxy.restore();
      const other = create();
      await until(async () => (await collect(other.read(runId, 0, signal))).end === 'ended');
    });

    it('tells readers elsewhere that events are gone when too many came while Redis was away', async () => {
      const writer = create({ url: proxy.url, maxEvents: 20 });
      await writer.append(runId, [runStart, aDelta('2')]);
      const reader = create();
      const reading = collect(reader.read(runId, 0, signal));
      await until(async () => (await redis.xlen(`${keyPrefix}run:${runId}:events`)) === 2);
      proxy.cut();
      for (let i = 3; i <= 100; i += 1) await writer.append(runId, [aDelta(`${i}`)]);
      proxy.restore();
      expect((await reading).end).toBe('gone');
      // Whoever begins behind the hole reads on.
      await writer.append(runId, [aRunEnd()]);
      await until(async () => (await collect(reader.read(runId, 100, signal))).end === 'ended');
      expect(await seqs(reader, 99)).toEqual([100, 101]);
    });

    it('sends readers away when Redis stays away', async () => {
      const writer = create();
      await writer.append(runId, [runStart]);
      const reader = create({ url: proxy.url, patienceMs: 50, pollMs: 20 });
      const reading = reader.read(runId, 0, signal);
      expect((await reading.next()).done).toBe(false);
      proxy.cut();
      expect((await collect(reading)).end).toBe('gone');
    });

    it('follows a run although no announcement arrives', async () => {
      const writer = create();
      await writer.append(runId, [runStart]);
      proxy.deafen();
      const reader = create({ url: proxy.url, pollMs: 20 });
      const reading = collect(reader.read(runId, 0, signal));
      for (let i = 2; i <= 10; i += 1) {
        await writer.append(runId, [aDelta(`${i}`)]);
        await sleep(10);
      }
      await writer.append(runId, [aRunEnd()]);
      const { events, end } = await reading;
      expect([end, events.length]).toEqual(['ended', 11]);
    });

    it('notices when announcements stop in the middle', async () => {
      const writer = create();
      await writer.append(runId, [runStart]);
      const reader = create({ url: proxy.url, pollMs: 20 });
      const reading = reader.read(runId, 0, signal);
      await reading.next();
      const second = reading.next();
      await sleep(50);
      await writer.append(runId, [aDelta('2')]);
      await second;
      proxy.deafen();
      const rest = collect(reading);
      await writer.append(runId, [aDelta('3'), aRunEnd()]);
      expect((await rest).events.map(({ seq }) => seq)).toEqual([3, 4]);
    });

    it('hears an abort although no announcement arrives', async () => {
      proxy.deafen();
      const runner = create({ url: proxy.url, pollMs: 20 });
      await runner.append(runId, [runStart]);
      const told: string[] = [];
      runner.onAbort(runId, (reason) => told.push(reason));
      await sleep(30);
      await create().requestAbort(runId, 'stopped');
      await until(() => told.length > 0);
      expect(told).toEqual(['stopped']);
    });

    it('says so when an abort cannot be asked for', async () => {
      proxy.cut();
      const log = create({ url: proxy.url });
      await expect(log.requestAbort(runId, 'stopped')).rejects.toThrow('Redis cannot be reached');
    });

    it('goes on after Redis lost everything', async () => {
      const writer = create();
      const reader = create({ pollMs: 20 });
      await writer.append(runId, [runStart, aDelta('2')]);
      const own = writer.read(runId, 0, signal);
      await own.next();
      await redis.del(`${keyPrefix}run:${runId}:events`);
      expect(await seqs(reader)).toBe('gone');
      await writer.append(runId, [aDelta('3'), aRunEnd()]);
      expect(await seqs(reader)).toBe('gone');
      expect(await seqs(reader, 2)).toEqual([3, 4]);
      expect((await collect(own)).events.map(({ seq }) => seq)).toEqual([3, 4]);
    });

    it('lets another process close the run of one that died', async () => {
      const dead = create({ url: proxy.url });
      await dead.append(runId, [runStart, aDelta('2')]);
      proxy.cut();
      const reader = create();
      const reading = collect(reader.read(runId, 0, signal));
      await create().append(runId, [aDelta('3'), aRunEnd({ outcome: 'interrupted' })]);
      const { events } = await reading;
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      // It was not dead after all: nothing of what it still says is shown.
      proxy.restore();
      await dead.append(runId, [aDelta('ghost'), aDelta('ghost'), aDelta('ghost'), aRunEnd()]);
      expect((await collect(reader.read(runId, 0, signal))).events).toEqual(events);
    });

    it('announces large events without their content', async () => {
      const writer = create();
      const reader = create();
      await writer.append(runId, [runStart]);
      const reading = collect(reader.read(runId, 0, signal));
      const text = 'x'.repeat(200_000);
      await writer.append(runId, [aDelta(text)]);
      await writer.append(runId, [aRunEnd()]);
      expect((await reading).events[1]?.event).toEqual(aDelta(text));
    });

    it('leaves nothing behind in Redis for ever', async () => {
      const log = create();
      await log.append(runId, [runStart]);
      await log.requestAbort(runId, 'stopped');
      const keys = await redis.keys(`${keyPrefix}run:${runId}:*`);
      expect(keys).toHaveLength(2);
      for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0);
    });
  });
});
