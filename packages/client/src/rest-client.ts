import {
  collectEndpoints,
  type Contract,
  type Endpoint,
  type EndpointInput,
  type EndpointOutput,
} from '@parley/data-provider/core';
import type { ParleyClient } from './create-client.ts';
import { errorOfResponse, toParleyError } from './parley-error.ts';
import { readEvents, type ServerEvent } from './read-events.ts';

export interface CallOptions {
  signal?: AbortSignal;
}

export interface StreamOptions extends CallOptions {
  /** Continues after this event. */
  lastEventId?: string;
}

export interface RawOptions extends CallOptions {
  /** What to send: a form of an upload. */
  form?: FormData;
}

/** `rest.conversations.list({ query })`: one function per endpoint of the contract, over its documented path. */
export type RestClient<C> = {
  [D in keyof C]: { [N in keyof C[D]]: RestCall<C[D][N]> };
};

type RestCall<E> = E extends { raw: string }
  ? Call<E, RawOptions, Promise<Response>>
  : E extends { event: unknown }
    ? Call<E, StreamOptions, AsyncGenerator<ServerEvent>>
    : Call<E, CallOptions, Promise<EndpointOutput<E>>>;

/** The input may be left out where nothing in it is required. */
type Call<E, Options, Result> =
  Record<never, never> extends RestInput<E>
    ? (input?: RestInput<E>, options?: Options) => Result
    : (input: RestInput<E>, options?: Options) => Result;

/** The parts of an upload are sent as a form, not as JSON. */
type RestInput<E> = EndpointInput<E extends { raw: 'upload' } ? Omit<E, 'body'> : E>;

interface Sections {
  params?: Record<string, unknown>;
  query?: Record<string, QueryValue | readonly QueryValue[]>;
  body?: unknown;
}

/** What a URL can say; every declared query is made of these. */
type QueryValue = string | number | boolean | null | undefined;

type AnyOptions = CallOptions & StreamOptions & RawOptions;

/** Derives a REST client from a contract. It shares the session of `client`, refresh and replay included. */
export function createRestClient<const C extends Contract>(
  contract: C,
  client: Pick<ParleyClient, 'url' | 'session'>,
): RestClient<C> {
  const domains: Record<string, Record<string, unknown>> = {};
  for (const { domain, verb, endpoint } of collectEndpoints(contract)) {
    (domains[domain] ??= {})[verb] = callerOf(endpoint, client);
  }
  // Built from the same contract the type is derived from.
  return domains as RestClient<C>;
}

function callerOf(endpoint: Endpoint, client: Pick<ParleyClient, 'url' | 'session'>) {
  const request = (input: Sections = {}, options: AnyOptions = {}) => send({ endpoint, client, input, options });
  if (endpoint.raw !== undefined) return request;
  if (endpoint.event !== undefined) {
    return async function* events(input?: Sections, options?: AnyOptions): AsyncGenerator<ServerEvent> {
      yield* readEvents(await request(input, options));
    };
  }
  return async (input?: Sections, options?: AnyOptions): Promise<unknown> => {
    const response = await request(input, options);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  };
}

interface Sending {
  endpoint: Endpoint;
  client: Pick<ParleyClient, 'url' | 'session'>;
  input: Sections;
  options: AnyOptions;
}

async function send({ endpoint, client: { url, session }, input, options }: Sending): Promise<Response> {
  const target = `${url}${pathOf(endpoint.path, input.params)}${searchOf(input.query)}`;
  const init = requestOf(endpoint, input, options);
  const attempt = () => session.fetch(target, init).catch((error: unknown) => Promise.reject(toParleyError(error)));
  const generation = session.generation();
  let response = await attempt();
  // A refused sign-in means wrong credentials, which no refresh mends.
  if (response.status === 401 && !endpoint.path.startsWith('/api/auth/')) {
    if ((await session.recover(generation)) === 'signed-in') response = await attempt();
  }
  if (!response.ok) throw await errorOfResponse(response);
  return response;
}

function requestOf(endpoint: Endpoint, input: Sections, { form, signal, lastEventId }: AnyOptions): RequestInit {
  const body = form ?? (input.body === undefined ? undefined : JSON.stringify(input.body));
  const headers = new Headers();
  if (typeof body === 'string') headers.set('content-type', 'application/json');
  if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
  return {
    method: endpoint.method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function pathOf(path: string, params: Record<string, unknown> = {}): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

function searchOf(query: Sections['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) if (each !== undefined && each !== null) search.append(name, String(each));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
