import {
  collectEndpoints,
  type Contract,
  type Endpoint,
  type NamedEndpoint,
  pathParams,
  type Schema,
} from '@parley/data-provider/core';
import type { AdapterContext, CallInfo } from './context.ts';
import type { ContractHandlers, Events, Http, Position, SseFrame } from './implement.ts';
import { objectShape } from './introspect.ts';
import { parseInput } from './parse.ts';
import type { Reply } from './reply.ts';

/** What a caller sent, section by section, before parsing. */
export interface RawInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** The same after parsing; only declared sections are present. */
type Input = RawInput;

interface Prepared {
  /** `domain.verb` */
  name: string;
  endpoint: Endpoint;
  parse: (raw: RawInput) => Input;
  info: CallInfo;
}

export interface CallOperation<C> extends Prepared {
  kind: 'call';
  handler: (input: Input, ctx: C, reply: Reply) => unknown;
}

export interface StreamOperation<C> extends Prepared {
  kind: 'stream';
  event: Schema;
  subscribe: (input: Input, ctx: C, position: Position) => Events<unknown> | Promise<Events<unknown>>;
  toSse: ((input: Input, ctx: C, position: Position) => (event: unknown, id: string) => readonly SseFrame[]) | null;
}

interface RawOperation<C> extends Prepared {
  kind: 'raw';
  handler: (input: Input, ctx: C, http: Http) => unknown;
}

/** An endpoint and its handler, with everything that can be prepared before the first request. */
export type Operation<C> = CallOperation<C> | StreamOperation<C> | RawOperation<C>;

export function compileOperations<T extends Contract, C extends AdapterContext>(
  contract: T,
  handlers: ContractHandlers<T, C>,
): Operation<C>[] {
  return collectEndpoints(contract).map((named) => {
    checkParams(named);
    return compile<C>(named, handlers[named.domain]?.[named.verb]);
  });
}

function compile<C>({ name, endpoint }: NamedEndpoint, handler: unknown): Operation<C> {
  const prepared: Prepared = {
    name,
    endpoint,
    parse: inputParser(endpoint),
    info: { transport: 'rest', names: [name], needsUser: endpoint.access.kind !== 'public' },
  };
  if (typeof handler !== 'function' && !isStreamHandler(handler)) throw new Error(`${name} has no handler`);
  // `implement` held each handler to its endpoint, so the declaration says which kind it is.
  if (endpoint.raw !== undefined) {
    return { ...prepared, kind: 'raw', handler: handler as RawOperation<C>['handler'] };
  }
  if (endpoint.event === undefined) {
    return { ...prepared, kind: 'call', handler: handler as CallOperation<C>['handler'] };
  }
  const stream = typeof handler === 'function' ? { subscribe: handler, toSse: null } : handler;
  return { ...prepared, kind: 'stream', event: endpoint.event, ...(stream as StreamParts<C>) };
}

type StreamParts<C> = Pick<StreamOperation<C>, 'subscribe' | 'toSse'>;

const isStreamHandler = (handler: unknown): handler is object =>
  typeof handler === 'object' && handler !== null && 'subscribe' in handler && 'toSse' in handler;

function inputParser(endpoint: Endpoint): (raw: RawInput) => Input {
  const declared: { section: keyof RawInput; schema: Schema }[] = [];
  if (endpoint.params) declared.push({ section: 'params', schema: endpoint.params });
  if (endpoint.query) declared.push({ section: 'query', schema: endpoint.query });
  // The parts of an upload are read by its handler; there `body` only documents them.
  if (endpoint.body && endpoint.raw !== 'upload') declared.push({ section: 'body', schema: endpoint.body });
  return (raw) => {
    const input: Input = {};
    for (const { section, schema } of declared) input[section] = parseInput(schema, raw[section] ?? {}, section);
    return input;
  };
}

/** A parameter nobody declared would never reach the handler, so it stops the start instead. */
function checkParams({ name, endpoint }: NamedEndpoint): void {
  const shape = endpoint.params ? (objectShape(endpoint.params) ?? {}) : {};
  for (const { path } of [endpoint, ...(endpoint.aliases ?? [])]) {
    const missing = pathParams(path).find((param) => !(param in shape));
    if (missing !== undefined) throw new Error(`${name}: ${path} has ":${missing}", which \`params\` does not declare`);
  }
}
