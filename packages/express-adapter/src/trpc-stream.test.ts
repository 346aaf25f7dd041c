import { createTRPCClient, httpSubscriptionLink, retryLink, TRPCClientError } from '@trpc/client';
import { EventSource } from 'eventsource';
import { afterAll, expect, test } from 'vitest';
import { call, trpcPath } from './testing/client.ts';
import { startProxy } from './testing/cutting-proxy.ts';
import type { SampleRouter } from './testing/sample-contract.ts';
import { startSample } from './testing/sample-server.ts';

const server = await startSample();
afterAll(() => server.close());

/** The stock client, as its documentation puts it together. */
function clientAt(url: string, token: () => string = () => 'bob') {
  return createTRPCClient<SampleRouter>({
    links: [
      retryLink({
        retry: ({ error }) => ![400, 401, 403, 404, 500].includes(error.data?.httpStatus ?? 0),
        retryDelayMs: () => 50,
      }),
      httpSubscriptionLink({
        url: `${url}/trpc`,
        EventSource,
        eventSourceOptions: {
          fetch: (input, init) =>
            fetch(input, { ...init, headers: { ...init.headers, authorization: `Bearer ${token()}` } }),
        },
      }),
    ],
  });
}

interface Watched {
  ids: string[];
  error: unknown;
}

function watch(
  client: ReturnType<typeof clientAt>,
  input: { feedId: string; until?: number; lastEventId?: string },
  onEvent: (seen: Watched) => void = () => {},
): Promise<Watched> {
  const { feedId, until, lastEventId } = input;
  const seen: Watched = { ids: [], error: null };
  return new Promise((resolve) => {
    client.feed.follow.subscribe(
      {
        params: { feedId },
        ...(until === undefined ? {} : { query: { until } }),
        ...(lastEventId === undefined ? {} : { lastEventId }),
      },
      {
        onData({ id, data }) {
          expect(data).toEqual({ n: Number(id), text: `word ${id}` });
          seen.ids.push(id);
          onEvent(seen);
        },
        onError(error) {
          seen.error = error;
          resolve(seen);
        },
        onComplete: () => resolve(seen),
      },
    );
  });
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => String(first + index));

test('the stock client reads every event, then completes', async () => {
  expect(await watch(clientAt(server.url), { feedId: '1' })).toEqual({ ids: upTo(5), error: null });
});

test('cut off twice, it sees every event exactly once, with the token of the moment', async () => {
  const proxy = await startProxy(server.url);
  let connections = 0;
  const client = clientAt(proxy.url, () => `bob${(connections += 1)}`);
  const seen = await watch(client, { feedId: '1', until: 60 }, ({ ids }) => {
    if (ids.length === 20 || ids.length === 40) proxy.cut();
  });
  await proxy.close();
  expect(seen).toEqual({ ids: upTo(60), error: null });
  expect(connections).toBe(3);
});

test('a server that goes down and comes back does not end the stream early', async () => {
  const first = await startSample();
  const proxy = await startProxy(first.url);
  const seen = await watch(clientAt(proxy.url), { feedId: '1', until: 40 }, ({ ids }) => {
    // What a shutdown does to streams: cut, never completed.
    if (ids.length === 10) first.api.closeStreams();
    if (ids.length === 10) proxy.retarget(server.url);
  });
  await Promise.all([proxy.close(), first.close()]);
  expect(seen).toEqual({ ids: upTo(40), error: null });
});

test('starts after the position given in the input', async () => {
  expect((await watch(clientAt(server.url), { feedId: '1', lastEventId: '3' })).ids).toEqual(['4', '5']);
});

test.each([
  { why: 'not signed in', token: '!', feed: { feedId: '1' }, data: { httpStatus: 401, error: 'unauthorized' } },
  { why: 'not there', token: 'bob', feed: { feedId: 'missing' }, data: { httpStatus: 404, error: 'not_found' } },
  { why: 'not valid', token: 'bob', feed: { feedId: '1', until: 1.5 }, data: { details: [{ field: 'query.until' }] } },
])('$why: the client hears the reason', async ({ token, feed, data }) => {
  const { error } = await watch(
    clientAt(server.url, () => token),
    feed,
  );
  expect(error).toBeInstanceOf(TRPCClientError);
  expect(error).toMatchObject({ data });
});

test('a failing source is reported once instead of being retried for ever', async () => {
  server.logs.length = 0;
  const { ids, error } = await watch(clientAt(server.url), { feedId: 'breaks' });
  expect(ids).toEqual(['1', '2']);
  expect(error).toMatchObject({ message: 'An unknown error occurred.', data: { httpStatus: 500 } });
  expect(server.logs).toHaveLength(1);
});

test('the wire format', async () => {
  const path = trpcPath('feed.follow', { params: { feedId: '1' }, query: { until: 1 } });
  const { headers, text } = await call(server, `GET ${path}`, { as: 'bob' });
  expect(headers.get('content-type')).toBe('text/event-stream');
  expect(text).toBe(
    'retry: 1000\nevent: connected\ndata: {"reconnectAfterInactivityMs":45000}\n\n' +
      'id: 1\ndata: {"n":1,"text":"word 1"}\n\n' +
      'event: return\ndata: \n\n',
  );
});

test('Last-Event-ID, as header or parameter, wins over the input', async () => {
  const path = trpcPath('feed.follow', { params: { feedId: '1' }, lastEventId: '1' });
  const idsOf = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
  expect(idsOf((await call(server, `GET ${path}`, { as: 'bob', headers: { 'last-event-id': '4' } })).text)).toEqual([
    '5',
  ]);
  expect(idsOf((await call(server, `GET ${path}&lastEventId=3`, { as: 'bob' })).text)).toEqual(['4', '5']);
});
