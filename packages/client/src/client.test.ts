import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createClient, createRestClient, ParleyError } from './index.ts';
import {
  contract,
  freshState,
  type SampleRouter,
  server,
  start,
  state,
  url,
  urlOfNobody,
} from './sample-server.suite.ts';

beforeEach(() => void Object.assign(state, freshState()));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const failureOf = async (call: () => Promise<unknown>): Promise<ParleyError> => {
  const error = await call().then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ParleyError)) throw new Error('expected a ParleyError', { cause: error });
  return error;
};

const one = { params: { id: '1' } };

describe('calls', () => {
  test('those of one tick share a request', async () => {
    const { trpc } = start();
    await Promise.all([
      trpc.things.get.query(one),
      trpc.things.list.query(),
      trpc.things.get.query({ params: { id: '2' } }),
    ]);
    expect(state.batches).toEqual([3]);
  });

  test('REST calls follow the contract: path, query, body, nothing, an upload', async () => {
    const { rest } = start();
    expect(await rest.things.get({ params: { id: 'ä/1' } })).toEqual({ id: 'ä/1' });
    expect(await rest.things.list()).toEqual({ asked: {} });
    expect(await rest.things.list({ query: { tags: ['a', 'b'], isNew: false } })).toEqual({
      asked: { tags: ['a', 'b'], isNew: false },
    });
    expect(await rest.things.create({ body: { name: 'Ann' } })).toEqual({ name: 'Ann' });
    expect(await rest.things.clear()).toBeNull();
    const form = new FormData();
    form.append('file', new Blob(['x']), 'ä.txt');
    expect(await (await rest.things.upload({}, { form })).json()).toEqual({ names: ['ä.txt'] });
  });
});

describe('the session', () => {
  test.each(['trpc', 'rest'] as const)(
    '%s: calls refused together share one refresh and are repeated',
    async (door) => {
      const { trpc, rest, session, onUnauthorized } = start('stale');
      const call = (id: string) =>
        door === 'trpc' ? trpc.things.get.query({ params: { id } }) : rest.things.get({ params: { id } });
      expect(await Promise.all([call('1'), call('2'), call('3')])).toEqual([{ id: '1' }, { id: '2' }, { id: '3' }]);
      expect(state.refreshes).toBe(1);
      expect(await session.token()).toBe('t1');
      expect(onUnauthorized).not.toHaveBeenCalled();
    },
  );

  test('a batch of which only some calls were refused repeats only those', async () => {
    const { trpc } = start('stale');
    const [all, thing] = await Promise.all([trpc.things.list.query(), trpc.things.get.query(one)]);
    expect({ all, thing }).toEqual({ all: { asked: {} }, thing: { id: '1' } });
    expect(state.batches).toEqual([2, 1]);
  });

  test('without a refresh cookie the session is over: told once, not asked again', async () => {
    state.refresh = 'none';
    const { trpc, rest, onUnauthorized } = start('stale');
    const refused = { code: 'unauthorized', status: 401 };
    const failures = await Promise.all([() => trpc.things.get.query(one), () => rest.things.get(one)].map(failureOf));
    expect(failures.map(({ code, status }) => ({ code, status }))).toEqual([refused, refused]);
    await failureOf(() => trpc.things.get.query(one));
    expect(onUnauthorized).toHaveBeenCalledTimes(1);
    expect(state.refreshes).toBe(1);
  });

  test('a token that is refused right after a refresh is not refreshed in circles', async () => {
    const { trpc, rest } = start('stale');
    state.handsOut = 'worthless';
    expect((await failureOf(() => trpc.things.get.query(one))).code).toBe('unauthorized');
    expect((await failureOf(() => rest.things.get(one))).code).toBe('unauthorized');
    expect(state.refreshes).toBe(2);
  });

  test('a server that is away signs nobody out', async () => {
    state.refresh = 'down';
    const { trpc, session, onUnauthorized } = start('stale');
    expect((await failureOf(() => trpc.things.get.query(one))).code).toBe('unauthorized');
    expect(onUnauthorized).not.toHaveBeenCalled();
    expect(await session.token()).toBe('stale');
  });

  test('a refused sign-in is no reason to refresh', async () => {
    const { trpc, rest } = start(null);
    expect((await failureOf(() => trpc.auth.login.mutate())).message).toBe('Wrong password.');
    expect((await failureOf(() => rest.auth.login())).message).toBe('Wrong password.');
    expect(state.refreshes).toBe(0);
  });

  test('a page that opens gets its token from the refresh cookie', async () => {
    const { trpc, session } = start(null);
    expect(await session.refresh()).toMatchObject({ state: 'signed-in', token: 't1' });
    expect(await trpc.things.get.query(one)).toEqual({ id: '1' });
  });

  test('tabs that share the refresh cookie refresh one after the other', async () => {
    const tabs = Array.from({ length: 3 }, () => start('stale'));
    await Promise.all(tabs.map(({ trpc }) => trpc.things.get.query(one)));
    expect({ refreshes: state.refreshes, atOnce: state.refreshesAtOnce }).toEqual({ refreshes: 3, atOnce: 1 });
  });

  test('a script brings its own token', async () => {
    const client = createClient<SampleRouter>({ url, getToken: () => Promise.resolve('t1') });
    expect(await client.trpc.things.get.query(one)).toEqual({ id: '1' });
  });
});

describe('errors', () => {
  test('both doors tell the same', async () => {
    const { trpc, rest } = start();
    const missing = { params: { id: 'missing' } };
    const nameless = { body: { name: '' } };
    for (const call of [() => trpc.things.get.query(missing), () => rest.things.get(missing)]) {
      expect(await failureOf(call)).toMatchObject({
        name: 'ParleyError',
        code: 'not_found',
        status: 404,
        message: 'No such thing.',
        body: { type: 'gone' },
      });
    }
    for (const call of [() => trpc.things.create.mutate(nameless), () => rest.things.create(nameless)]) {
      expect(await failureOf(call)).toMatchObject({ code: 'invalid_request', details: [{ field: 'body.name' }] });
    }
    for (const call of [() => trpc.things.crash.query(), () => rest.things.crash()]) {
      expect(await failureOf(call)).toMatchObject({ code: 'internal', status: 500, requestId: expect.any(String) });
    }
  });

  test('no server is a network error, a cancelled call is that', async () => {
    const nowhere = createClient<SampleRouter>({ url: await urlOfNobody() });
    const rest = createRestClient(contract, nowhere);
    for (const call of [() => nowhere.trpc.things.list.query(), () => rest.things.list()]) {
      expect(await failureOf(call)).toMatchObject({
        code: 'network',
        status: null,
        message: 'The server cannot be reached.',
      });
    }
    const { trpc, rest: here } = start();
    const signal = AbortSignal.abort();
    for (const call of [() => trpc.things.list.query(undefined, { signal }), () => here.things.list({}, { signal })]) {
      expect((await failureOf(call)).code).toBe('aborted');
    }
  });
});
