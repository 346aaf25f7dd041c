import { AppError, type Method } from '@parley/data-provider/core';
import type { NextFunction, Request, Response } from 'express';
import type { AdapterContext, IncomingCall } from './context.ts';
import type { Core } from './core.ts';
import type { Operation, StreamOperation } from './operation.ts';
import { errorBody } from './render-error.ts';
import { createReply, defaultStatus } from './reply.ts';
import { type Captured, type RestInput, restInputReader } from './rest-input.ts';
import { lastEventIdOf, restCodec } from './rest-stream.ts';
import { createRouteTable, type RouteTable } from './route-table.ts';
import { sendError, sendJson } from './send.ts';
import { frame, type Streams } from './sse.ts';

/** One path of an operation: its own, or an alias with a status of its own. */
interface RestRoute<C> {
  operation: Operation<C>;
  status: number | undefined;
  readInput: (req: Request, path: Captured) => Promise<RestInput>;
}

export interface RestOptions<C extends AdapterContext> {
  core: Core<C>;
  streams: Streams;
  operations: readonly Operation<C>[];
  /** Unknown paths below these end here. */
  ownedPrefixes: readonly string[];
}

type Middleware = (req: Request, res: Response, next: NextFunction) => void;

export function createRest<C extends AdapterContext>(options: RestOptions<C>): Middleware {
  const table = routesOf(options.operations);
  const prefixes = options.ownedPrefixes.map((prefix) => `${prefix.toLowerCase()}/`);
  const isOwned = (path: string) => prefixes.some((prefix) => `${path.toLowerCase()}/`.startsWith(prefix));

  return (req, res, next) => {
    // HEAD is GET without a body; Node leaves the body out.
    const found = table.find(req.method === 'HEAD' ? 'GET' : req.method, req.path);
    if (found.kind === 'match') {
      // `serve` answers its own failures; should even that fail, the process must not fall with it.
      serve({ ...options, route: found.route, path: found, req, res }).catch(() => res.destroy());
    } else if (found.kind === 'other-method') refuseMethod(req, res, found.allowed);
    else if (isOwned(req.path)) sendError(res, new AppError('not_found', 'Endpoint not found'), { requestId: '' });
    else next();
  };
}

function routesOf<C>(operations: readonly Operation<C>[]): RouteTable<RestRoute<C>> {
  const table = createRouteTable<RestRoute<C>>();
  for (const operation of operations) {
    const { endpoint } = operation;
    const readInput = restInputReader(endpoint);
    table.add(endpoint.method, endpoint.path, { operation, status: undefined, readInput });
    for (const { method = endpoint.method, path, status } of endpoint.aliases ?? []) {
      table.add(method, path, { operation, status, readInput });
    }
  }
  return table;
}

interface Exchange<C extends AdapterContext> extends Pick<RestOptions<C>, 'core' | 'streams'> {
  route: RestRoute<C>;
  path: Captured;
  req: Request;
  res: Response;
}

async function serve<C extends AdapterContext>(exchange: Exchange<C>): Promise<void> {
  const { core, route, path, req, res } = exchange;
  const { operation } = route;
  const { name, endpoint } = operation;
  const call = core.begin(req, res, operation.info);
  let ctx: C | null = null;
  try {
    ctx = await core.createContext(call);
    await core.admit(operation, ctx, res);
    const { raw, status } = await route.readInput(req, path);
    if (operation.kind === 'call') {
      const reply = createReply(endpoint, res);
      const value = await core.call(operation, raw, { ctx, reply });
      sendJson(res, reply.chosenStatus() ?? status ?? route.status ?? defaultStatus(endpoint), value);
    } else if (operation.kind === 'stream') {
      await stream(exchange, operation, { call, ctx, input: operation.parse(raw) });
    } else {
      await operation.handler(operation.parse(raw), ctx, { req, res });
    }
  } catch (error) {
    const failure = core.explain(error, { name, call, ctx });
    sendError(res, failure, { requestId: call.requestId, style: endpoint.errorBody });
  }
}

interface Admitted<C> {
  call: IncomingCall;
  ctx: C;
  input: ReturnType<Operation<C>['parse']>;
}

async function stream<C extends AdapterContext>(
  { core, streams, req, res }: Exchange<C>,
  operation: StreamOperation<C>,
  { call, ctx, input }: Admitted<C>,
): Promise<void> {
  const position = { lastEventId: lastEventIdOf(req), signal: call.signal, transport: 'rest' } as const;
  const events = await operation.subscribe(input, ctx, position);
  const translate = operation.toSse?.(input, ctx, position) ?? null;
  const codec = restCodec(operation, translate, (error) => {
    const failure = core.explain(error, { name: operation.name, call, ctx });
    return frame({ event: 'error', data: errorBody(failure, 'both', call.requestId) });
  });
  await streams.send(res, events, { codec, mayStay: () => core.mayStay(ctx) });
}

function refuseMethod(req: Request, res: Response, methods: readonly Method[]): void {
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  res.setHeader('Allow', [...allowed, 'OPTIONS'].join(', '));
  if (req.method === 'OPTIONS') sendJson(res, 204, null);
  else sendError(res, new AppError('method_not_allowed'), { requestId: '' });
}
