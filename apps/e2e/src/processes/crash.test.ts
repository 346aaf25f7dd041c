import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyEvent, type Message, textOf } from '@parley/data-provider';
import { type FakeProvider, startFakeProvider } from '@parley/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppProcess, providersAt, startApp } from '../harness/app-process.ts';
import { ask, isText, type Seen, scriptAt, signUp } from '../harness/script.ts';

let fake: FakeProvider;
let dataDir: string;
let app: AppProcess;
const start = () => startApp({ dataDir, env: providersAt(fake.url) });

beforeAll(async () => {
  [fake, dataDir] = await Promise.all([startFakeProvider(), mkdtemp(path.join(tmpdir(), 'parley-e2e-'))]);
  app = await start();
});
afterAll(async () => {
  await app.stop();
  await fake.close();
  await rm(dataDir, { recursive: true, force: true });
});

const fold = (seen: Seen[]): Message => {
  const [first, ...rest] = seen;
  if (first?.event.type !== 'run-start') throw new Error('the stream did not begin at its beginning');
  return rest.reduce((message, { event }) => applyEvent(message, event), first.event.responseMessage);
};

test('the main job: register, chat, cut twice, resume, abort, kill -9, find everything, go on', async () => {
  const script = await signUp(app.url);

  // Cut the socket twice; every event arrives once.
  const words = 'One two three four five six seven eight nine ten eleven twelve.';
  fake.enqueue([{ type: 'text', text: words, chunk: 2, paceMs: 20 }]);
  const first = await ask(script, 'Count for me');
  const seen = await script.follow(first.streamId, { until: isText });
  seen.push(...(await script.follow(first.streamId, { lastEventId: seen.at(-1)?.id, until: isText })));
  seen.push(...(await script.follow(first.streamId, { lastEventId: seen.at(-1)?.id })));
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(textOf(fold(seen))).toBe(words);

  // Abort keeps what was written.
  fake.enqueue([{ type: 'text', text: words, chunk: 1, paceMs: 20 }, { type: 'stall' }]);
  const second = await ask(script, 'Again', {
    conversationId: first.conversationId,
    parentMessageId: first.responseMessageId,
  });
  await script.follow(second.streamId, { until: isText });
  await script.call('POST', '/api/agents/chat/abort', { streamId: second.streamId });
  expect((await script.messages(first.conversationId)).at(-1)).toMatchObject({
    unfinished: true,
    finish_reason: 'aborted',
  });

  // Kill the process in the middle of an answer. What was shown a second ago is stored.
  fake.enqueue([{ type: 'text', text: words }, { type: 'stall' }]);
  const third = await ask(script, 'Once more', {
    conversationId: first.conversationId,
    parentMessageId: second.responseMessageId,
  });
  const shown = await script.follow(third.streamId, { until: isText });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await app.kill();
  app = await start();
  const again = scriptAt(app.url, script.token);
  await expect
    .poll(() => again.call('GET', `/api/agents/chat/status/${first.conversationId}`), { timeout: 10_000 })
    .toMatchObject({ active: false, status: 'error' });
  const messages = await again.messages(first.conversationId);
  expect(messages.find(({ messageId }) => messageId === third.messageId)?.text).toBe('Once more');
  const partial = messages.find(({ messageId }) => messageId === third.responseMessageId);
  expect(partial).toMatchObject({ unfinished: true, finish_reason: 'interrupted' });
  expect(partial && textOf(partial)).toBe(words);
  // A reader that comes back with its old position is told how it ended.
  const resumed = await again.follow(third.streamId, { lastEventId: shown.at(-1)?.id });
  expect(resumed.at(-1)?.event).toMatchObject({ type: 'run-end', outcome: 'interrupted' });

  fake.enqueue([{ type: 'text', text: 'Here I am again.' }]);
  const fourth = await ask(again, 'Still there?', {
    conversationId: first.conversationId,
    parentMessageId: third.responseMessageId,
  });
  expect(textOf(fold(await again.follow(fourth.streamId)))).toBe('Here I am again.');
});

test('a second start on the same data says so in one line', async () => {
  await expect(start()).rejects.toThrow(
    new RegExp(`${dataDir.replace(/[/\\]/g, '.')}.*${app.pid}|${app.pid}.*${dataDir.replace(/[/\\]/g, '.')}`),
  );
});

test('SIGTERM finishes a running answer, stops PostgreSQL too and exits with 0', async () => {
  const script = await signUp(app.url, 'grace@example.com');
  fake.enqueue([{ type: 'text', text: 'A few last words.', chunk: 1, paceMs: 40 }]);
  const { conversationId, streamId } = await ask(script, 'Say goodbye');
  await script.follow(streamId, { until: isText });
  expect(await app.stop()).toBe(0);
  app = await start();
  const answer = (await scriptAt(app.url, script.token).messages(conversationId)).at(-1);
  expect(answer).toMatchObject({ unfinished: false, finish_reason: 'stop' });
  expect(answer && textOf(answer)).toBe('A few last words.');
});
