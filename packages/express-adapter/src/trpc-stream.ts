import { fail } from '@parley/data-provider/core';
import type { Response } from 'express';
import type { AdapterContext, IncomingCall } from './context.ts';
import type { Core } from './core.ts';
import type { StreamOperation } from './operation.ts';
import { parseOutput } from './parse.ts';
import { errorShape } from './render-error.ts';
import { frame, type StreamCodec, type Streams } from './sse.ts';
import { sectionsOf, type TrpcRequest } from './trpc-request.ts';

/** Three missed pings mean a dead connection; the client then opens another and continues. */
const PINGS_UNTIL_RECONNECT = 3;

/** Milliseconds an EventSource waits before it reconnects; its own three seconds are long to stare at. */
const RECONNECT_MS = 1_000;

/**
 * An unexpected failure of a subscription. tRPC's own code for it makes the stock client reconnect every three seconds
 * for ever, without telling anyone; with this one its caller hears of it, and `retryLink` decides.
 */
const STREAM_FAILED = -32_000;

interface Subscription<C extends AdapterContext> {
  core: Core<C>;
  streams: Streams;
  res: Response;
}

/** A subscription as events of tRPC's own stream format, which the stock `httpSubscriptionLink` reads. */
export async function serveSubscription<C extends AdapterContext>(
  { core, streams, res }: Subscription<C>,
  operation: StreamOperation<C>,
  { request, call }: { request: TrpcRequest; call: IncomingCall },
): Promise<void> {
  let ctx: C | null = null;
  const { name, event: schema } = operation;
  const codec: StreamCodec = {
    opening: `retry: ${RECONNECT_MS}\n${frame({ event: 'connected', data: { reconnectAfterInactivityMs: streams.pingMs * PINGS_UNTIL_RECONNECT } })}`,
    ping: 'event: ping\ndata: \n\n',
    ending: 'event: return\ndata: \n\n',
    event: ({ id, data }) => frame({ id, data: parseOutput(schema, data, name) }),
    failure(error) {
      const failure = core.explain(error, { name, call, ctx });
      const shape = errorShape(failure, call.requestId);
      return frame({
        event: 'serialized-error',
        data: failure.code === 'internal' ? { ...shape, code: STREAM_FAILED } : shape,
      });
    },
  };
  try {
    const caller = await core.createContext(call);
    ctx = caller;
    await core.admit(operation, caller, res);
    const { lastEventId, ...raw } = sectionsOf(request.urlInput);
    const events = await operation.subscribe(operation.parse(raw), caller, {
      lastEventId: request.lastEventId ?? positionOf(lastEventId),
      signal: call.signal,
      transport: 'trpc',
    });
    await streams.send(res, events, { codec, mayStay: () => core.mayStay(caller) });
  } catch (error) {
    streams.refuse(res, codec, error);
  }
}

function positionOf(sent: unknown): string | null {
  if (sent === undefined || sent === null) return null;
  return typeof sent === 'string' ? sent : fail('invalid_request', 'lastEventId: must be a string');
}
