import type { AppContract, RouterOf } from '@parley/data-provider';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { EventSource } from 'eventsource';
import { createSession, type ParleySession, type SessionOptions } from './session.ts';
import { sessionLink } from './session-link.ts';

/** As many calls as the server takes in one batch, and a URL every proxy takes. */
const BATCH = { maxItems: 50, maxURLLength: 6_000 };

/** The API as this client types it: values are of the very types their schemas infer. */
export type ClientRouter = RouterOf<AppContract, true>;

export interface ClientOptions extends SessionOptions {
  /** Where the server's tRPC is; `/trpc` unless said. */
  trpcPath?: `/${string}`;
}

export interface ParleyClient<R extends AnyTRPCRouter = ClientRouter> {
  url: string;
  /** `client.trpc.conversations.list.query({ … })`; rejects with a `ParleyError`. */
  trpc: TRPCClient<R>;
  session: ParleySession;
}

/** A client for browsers and scripts. Calls of one tick share a request; subscriptions continue where they were cut. */
export function createClient<R extends AnyTRPCRouter = ClientRouter>({
  trpcPath = '/trpc',
  ...options
}: ClientOptions): ParleyClient<R> {
  const session = createSession(options);
  const url = `${options.url}${trpcPath}`;
  const trpc = createTRPCClient<AnyTRPCRouter>({
    links: [
      sessionLink(session),
      splitLink({
        condition: ({ type }) => type === 'subscription',
        // A plain EventSource cannot send a token; this one asks for the current one at every reconnect.
        true: httpSubscriptionLink({ url, EventSource, eventSourceOptions: { fetch: session.fetch } }),
        // tRPC types the options of `fetch` a little wider than the platform does; they are the same object.
        false: httpBatchLink({ url, fetch: (input, init) => session.fetch(input, init as RequestInit), ...BATCH }),
      }),
    ],
  });
  // The links do not depend on the router; its type is what callers see.
  return { url: options.url, session, trpc: trpc as TRPCClient<R> };
}
