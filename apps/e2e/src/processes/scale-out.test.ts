import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { textOf } from '@parley/data-provider';
import { createTestDatabase, type TestDatabase } from '@parley/db/testing';
import { type FakeProvider, startFakeProvider } from '@parley/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppProcess, providersAt, startApp } from '../harness/app-process.ts';
import { ask, isText, scriptAt, signUp } from '../harness/script.ts';

const redisUrl = process.env['PARLEY_TEST_REDIS_URL'];
const databaseServer = process.env['PARLEY_TEST_DATABASE_URL'];
if (!redisUrl || !databaseServer) {
  process.stdout.write(
    'note: Scale-out is not tested: PARLEY_TEST_REDIS_URL and PARLEY_TEST_DATABASE_URL are not set.\n',
  );
}

describe.skipIf(!redisUrl || !databaseServer)('two processes, one database, one Redis', () => {
  let fake: FakeProvider;
  let database: TestDatabase;
  let dirs: string[];
  let one: AppProcess;
  let two: AppProcess;

  beforeAll(async () => {
    [fake, database] = await Promise.all([startFakeProvider(), createTestDatabase()]);
    dirs = await Promise.all([0, 1].map(() => mkdtemp(path.join(tmpdir(), 'parley-scale-'))));
    const env = {
      ...providersAt(fake.url),
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '5',
      REDIS_URL: redisUrl ?? '',
      REDIS_KEY_PREFIX: `parley-e2e-${process.pid}:`,
      JWT_SECRET: 'the same secret on both processes, 32+',
      JWT_REFRESH_SECRET: 'another secret on both processes, 32+',
      CREDS_KEY: 'ab'.repeat(32),
    };
    // Together: one migrates, the other waits for it.
    [one, two] = (await Promise.all(dirs.map((dataDir) => startApp({ dataDir, env })))) as [AppProcess, AppProcess];
  });
  afterAll(async () => {
    await Promise.all([one.stop(), two.stop()]);
    await Promise.all([
      database.close(),
      fake.close(),
      ...dirs.map((dir) => rm(dir, { recursive: true, force: true })),
    ]);
  });

  test('a stream started on one is followed, cut and resumed on the other', async () => {
    const here = await signUp(one.url);
    const there = scriptAt(two.url, here.token);
    const words = 'These words travel from one process to another.';
    fake.enqueue([{ type: 'text', text: words, chunk: 2, paceMs: 25 }]);
    const { streamId } = await ask(here, 'Speak');
    const seen = await there.follow(streamId, { until: isText });
    seen.push(...(await here.follow(streamId, { lastEventId: seen.at(-1)?.id, until: isText })));
    seen.push(...(await there.follow(streamId, { lastEventId: seen.at(-1)?.id })));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    const said = seen.flatMap(({ event }) =>
      event.type === 'text-delta'
        ? [event.text]
        : event.type === 'part-start' && event.part.type === 'text'
          ? [event.part.text]
          : [],
    );
    expect(said.join('')).toBe(words);
    expect(seen.at(-1)?.event).toMatchObject({ type: 'run-end', outcome: 'complete' });
  });

  test('it is aborted from the other, and the provider notices', async () => {
    const here = await signUp(one.url, 'bob@example.com');
    const there = scriptAt(two.url, here.token);
    fake.reset();
    fake.enqueue([{ type: 'text', text: 'Stop me if you can', chunk: 1, paceMs: 20 }, { type: 'stall' }]);
    const { streamId, conversationId } = await ask(here, 'Go on for ever');
    await there.follow(streamId, { until: isText });
    expect(await there.call('GET', '/api/agents/chat/active')).toEqual({ activeJobIds: [streamId] });
    await there.call('POST', '/api/agents/chat/abort', { streamId });
    expect(await (await fake.received(1)).ended).toBe('disconnected');
    const answer = (await there.messages(conversationId)).at(-1);
    expect(answer).toMatchObject({ unfinished: true, finish_reason: 'aborted' });
    expect(answer && textOf(answer).length).toBeGreaterThan(0);
  });

  test('when one is killed, the other closes its run and tells the readers', async () => {
    const here = await signUp(two.url, 'carol@example.com');
    const there = scriptAt(one.url, here.token);
    fake.enqueue([{ type: 'text', text: 'Interrupted words' }, { type: 'stall' }]);
    const { streamId, conversationId } = await ask(here, 'Stay');
    await there.follow(streamId, { until: isText });
    const following = there.follow(streamId);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await two.kill();
    expect((await following).at(-1)?.event).toMatchObject({ type: 'run-end', outcome: 'interrupted' });
    const answer = (await there.messages(conversationId)).at(-1);
    expect(answer && textOf(answer)).toBe('Interrupted words');
  });
});
