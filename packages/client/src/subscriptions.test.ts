import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { freshState, server, start, state } from './sample-server.suite.ts';

beforeEach(() => void Object.assign(state, freshState()));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('subscriptions', () => {
  interface Seen {
    ids: string[];
    error: unknown;
  }

  function follow(
    client: ReturnType<typeof start>,
    kind = 'plain',
    onEvent: (seen: Seen) => void = () => {},
  ): Promise<Seen> {
    const seen: Seen = { ids: [], error: null };
    return new Promise((resolve) => {
      client.trpc.feed.follow.subscribe(
        { params: { kind } },
        {
          onData({ id, data }) {
            expect(data).toEqual({ n: Number(id) });
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

  const all = Array.from({ length: 20 }, (_, index) => String(index + 1));

  test('every event once, through cuts and a proxy that answers 502 meanwhile', async () => {
    const seen = await follow(start(), 'plain', ({ ids }) => {
      if (ids.length !== 5 && ids.length !== 12) return;
      state.badGateways = 2;
      server.closeAllConnections();
    });
    expect(seen).toEqual({ ids: all, error: null });
    expect(state.subscriptions).toBe(3);
  });

  test('a token that runs out is renewed, and the stream goes on where it was', async () => {
    const client = start();
    const seen = await follow(client, 'plain', ({ ids }) => {
      if (ids.length !== 5) return;
      state.validToken = 't2';
      server.closeAllConnections();
    });
    expect(seen).toEqual({ ids: all, error: null });
    expect(state.refreshes).toBe(1);
    expect(await client.session.token()).toBe('t2');
  });

  test('a session that is over, and what is not there, end it', async () => {
    expect((await follow(start(), 'missing')).error).toMatchObject({ code: 'not_found' });
    state.refresh = 'none';
    const client = start('stale');
    expect((await follow(client)).error).toMatchObject({ code: 'unauthorized' });
    expect(client.onUnauthorized).toHaveBeenCalledTimes(1);
  });

  test('a server that keeps failing is given up', async () => {
    expect((await follow(start(), 'crash')).error).toMatchObject({ code: 'internal' });
    expect(state.subscriptions).toBe(5);
  });

  test('over REST: the events of one connection, and from a position', async () => {
    const { rest } = start();
    const ids: (string | null)[] = [];
    for await (const { event, id, data } of rest.feed.follow({ params: { kind: 'plain' } }, { lastEventId: '17' })) {
      ids.push(id);
      expect({ event, data }).toEqual({ event: 'message', data: { n: Number(id) } });
    }
    expect(ids).toEqual(['18', '19', '20']);
    const gone = rest.feed.follow({ params: { kind: 'missing' } }).next();
    expect((await gone).value).toMatchObject({ event: 'error', data: { error: 'Not found' } });
  });
});
