import { type Endpoint, fail, post, signedIn } from '@parley/data-provider/core';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { AdapterContext } from './context.ts';
import { implementFor } from './implement.ts';
import { sample } from './testing/sample-contract.ts';

interface User {
  id: string;
  role: string;
  email: string;
}
interface Context extends AdapterContext<User> {
  db: { name: string };
}
const implement = implementFor<Context>();
const { session, feed } = sample;

const good = {
  login: () => ({ token: 't' }),
  logout: () => {},
  send: () => ({ sent: true as const }),
};

test('handlers see parsed input and the server’s own context', () => {
  const { list, whoami } = sample.notes;
  const handlers = implement(
    { list, whoami },
    {
      list({ query }, ctx) {
        expectTypeOf(query.limit).toEqualTypeOf<number>();
        expectTypeOf(query.tags).toEqualTypeOf<string[] | undefined>();
        expectTypeOf(ctx.db).toEqualTypeOf<{ name: string }>();
        return { notes: [], asked: {} };
      },
      whoami: () => ({ id: null }),
    },
  );
  expectTypeOf(handlers).toHaveProperty('list');
});

test('a user is there exactly where the endpoint asks for one', () => {
  implement(session, {
    login(_, { user }) {
      expectTypeOf(user).toEqualTypeOf<User | null>();
      return { token: '' };
    },
    logout: (_, { user }) => void expectTypeOf(user).toEqualTypeOf<User>(),
    send(_, { user }) {
      expectTypeOf(user.email).toEqualTypeOf<string>();
      return { sent: true };
    },
  });
});

test('a reply takes declared statuses only', () => {
  const create = {
    create: post('/', { access: signedIn, summary: 'x', status: 201, otherStatuses: [200], output: z.string() }),
  };
  const handlers = implement(create, {
    create(_, __, reply) {
      expectTypeOf(reply.status).parameter(0).toEqualTypeOf<200 | 201>();
      return '';
    },
  });
  expectTypeOf(handlers).toHaveProperty('create');
});

test('streams yield what is declared, with ids', () => {
  implement(feed, {
    async *follow({ query }, _ctx, { lastEventId, signal }) {
      expectTypeOf(query.until).toEqualTypeOf<number>();
      expectTypeOf(lastEventId).toEqualTypeOf<string | null>();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      yield { id: '1', data: { n: 1, text: '' } };
    },
    words: {
      subscribe: () => fail('not_found'),
      toSse: () => (event, id) => {
        expectTypeOf(event).toEqualTypeOf<{ n: number; text: string }>();
        expectTypeOf(id).toEqualTypeOf<string>();
        return [];
      },
    },
  });
  implement(
    { follow: feed.follow },
    {
      // @ts-expect-error an event without its text
      async *follow() {
        yield { id: '1', data: { n: 1 } };
      },
    },
  );
  implement(
    { follow: feed.follow },
    {
      // @ts-expect-error an event without an id
      async *follow() {
        yield { data: { n: 1, text: '' } };
      },
    },
  );
});

test('what does not match the declaration does not compile', () => {
  expectTypeOf(implement(session, good)).toExtend<object>();
  // @ts-expect-error a handler is missing
  implement(session, { login: good.login, send: good.send });
  // @ts-expect-error a handler too many
  implement(session, { ...good, logoff: () => {} });
  // @ts-expect-error another output
  implement(session, { ...good, login: () => ({ tokn: 't' }) });
  // @ts-expect-error an output that may be missing
  implement(session, { ...good, login: async () => (Math.random() > 2 ? { token: 't' } : undefined) });
  // @ts-expect-error an input that was not declared
  implement(session, { ...good, logout: ({ body }: { body: { all: boolean } }) => void body });
});

test('nothing is any', () => {
  type Input = Parameters<ReturnType<typeof implement<{ e: Endpoint }>>['e']>[0];
  expectTypeOf<Input>().not.toBeAny();
  expectTypeOf(implement(session, good).login).returns.not.toBeAny();
});
