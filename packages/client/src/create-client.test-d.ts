import type { AppContract as Contract, Conversation, EndpointOutput } from '@parley/data-provider';
import { expectTypeOf, test } from 'vitest';
import type { ParleyClient, RestClient } from './index.ts';
import { trpc as hooks } from './react.tsx';

declare const trpc: ParleyClient['trpc'];
declare const rest: RestClient<Contract>;
const conversationId = 'c1';

test('inputs and outputs are those of the contract, and nothing is any', () => {
  const page = () => trpc.conversations.list.query();
  type Page = Awaited<ReturnType<typeof page>>;
  expectTypeOf<Page>().not.toBeAny();
  expectTypeOf<Page>().toEqualTypeOf<EndpointOutput<Contract['conversations']['list']>>();
  expectTypeOf(rest.conversations.list).returns.resolves.toEqualTypeOf<
    EndpointOutput<Contract['conversations']['list']>
  >();
  expectTypeOf(rest.keys.removeAll).returns.resolves.toEqualTypeOf<null>();
  expectTypeOf(rest.config.health).returns.resolves.toEqualTypeOf<Response>();
});

test('what is not in the contract does not compile', () => {
  expectTypeOf(trpc).not.toBeAny();
  // @ts-expect-error no such procedure
  void trpc.conversations.lst;
  // @ts-expect-error no such domain
  void trpc.conversation;
  // @ts-expect-error a query is not mutated
  void trpc.conversations.list.mutate;
  // @ts-expect-error a mutation is not queried
  void trpc.conversations.update.query;
  // @ts-expect-error raw endpoints are REST only
  void trpc.config.health;
  // @ts-expect-error the input is required
  void trpc.conversations.get.query();
  // @ts-expect-error an input of another type
  void trpc.conversations.get.query({ params: { conversationId: 7 } });
  // @ts-expect-error a key that is not declared
  void trpc.conversations.get.query({ params: { conversationId, extra: true } });
  // @ts-expect-error a flat input
  void trpc.conversations.get.query({ conversationId });
  // @ts-expect-error the same in REST
  void rest.conversations.get({ conversationId });
  // @ts-expect-error a query is not a mutation hook
  void hooks.conversations.list.useMutation;
  // @ts-expect-error no such hook
  void hooks.conversations.lst;
});

test('a subscription tells its events apart', () => {
  const subscription = trpc.chat.stream.subscribe(
    { params: { streamId: 's1' }, lastEventId: '7' },
    {
      onData({ id, data }) {
        expectTypeOf(id).toEqualTypeOf<string>();
        expectTypeOf(data).not.toBeAny();
        if (data.type === 'text-delta') expectTypeOf(data.text).toEqualTypeOf<string>();
      },
    },
  );
  expectTypeOf(subscription).toHaveProperty('unsubscribe');
});

test('what a schema infers can be put into the query cache as it is', () => {
  type Data = Awaited<ReturnType<ReturnType<typeof hooks.useUtils>['conversations']['get']['fetch']>>;
  expectTypeOf<Data>().toEqualTypeOf<Conversation>();
});
