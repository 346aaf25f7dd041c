import type { Contract, Domain, EndpointEvent, InputOf, ParsedInput, Schema } from '@parley/data-provider/core';
import type { Request, Response } from 'express';
import type { AdapterContext, ContextFor } from './context.ts';
import type { Reply, StatusOf } from './reply.ts';

/** An event and the id a reader continues from. */
export interface Tracked<T> {
  id: string;
  data: T;
}

/** Where a reader stands. */
export interface Position {
  /** The id of the last event seen, or null for a reader that has seen nothing. */
  lastEventId: string | null;
  signal: AbortSignal;
  transport: 'rest' | 'trpc';
}

/** One event or several at once; several leave in one write. */
export type Events<T> = AsyncIterable<Tracked<T> | readonly Tracked<T>[]>;

/** One server-sent event. `data` is sent as JSON. */
export interface SseFrame {
  event?: string;
  /** The event's own id unless said; only the last frame of an event carries it. */
  id?: string;
  data: unknown;
}

/**
 * Checks first, then returns the events: what it throws before it returns is answered with a status and a JSON body in
 * REST, what the iterable throws later reaches the reader as an error event.
 */
export type Subscribe<E, C extends AdapterContext> = (
  input: ParsedInput<E>,
  ctx: ContextFor<E, C>,
  position: Position,
) => Events<EventInput<E>> | Promise<Events<EventInput<E>>>;

/** A stream whose REST wire format differs from its events. tRPC always speaks the events themselves. */
export interface StreamHandler<E, C extends AdapterContext> {
  subscribe: Subscribe<E, C>;
  /** Called once per connection; the mapper it returns may keep state. */
  toSse: (
    input: ParsedInput<E>,
    ctx: ContextFor<E, C>,
    position: Position,
  ) => (event: EndpointEvent<E>, id: string) => readonly SseFrame[];
}

export interface Http {
  req: Request;
  res: Response;
}

/** Answers by itself. `input.body` is absent from uploads, whose parts the handler reads with `readMultipart`. */
export type RawHandler<E, C extends AdapterContext> = (
  input: ParsedInput<E extends { raw: 'upload' } ? Omit<E, 'body'> : E>,
  ctx: ContextFor<E, C>,
  http: Http,
) => void | Promise<void>;

export type CallHandler<E, C extends AdapterContext> = (
  input: ParsedInput<E>,
  ctx: ContextFor<E, C>,
  reply: Reply<StatusOf<E>>,
) => HandlerOutput<E> | Promise<HandlerOutput<E>>;

export type HandlerOf<E, C extends AdapterContext> = E extends { raw: string }
  ? RawHandler<E, C>
  : E extends { event: Schema }
    ? Subscribe<E, C> | StreamHandler<E, C>
    : CallHandler<E, C>;

export type HandlersOf<D, C extends AdapterContext> = { [N in keyof D]: HandlerOf<D[N], C> };
/** A server's handlers, domain by domain. */
export type ContractHandlers<T extends Contract, C extends AdapterContext> = { [D in keyof T]: HandlersOf<T[D], C> };

type HandlerOutput<E> = E extends { output: infer S extends Schema } ? InputOf<S> : void;
type EventInput<E> = E extends { event: infer S extends Schema } ? InputOf<S> : never;

/**
 * The `implement` of a server: `const implement = implementFor<ServerContext>()`. A handler that is missing, left over
 * or of another shape than its declaration is a compile error.
 */
export function implementFor<C extends AdapterContext>() {
  return <const D extends Domain>(_domain: D, handlers: HandlersOf<D, C>): HandlersOf<D, C> => handlers;
}
