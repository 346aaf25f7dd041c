import { AppError } from '@parley/data-provider/core';
import type { ServerResponse } from 'node:http';
import type { Events, Tracked } from './implement.ts';

/** How one kind of reader wants to be spoken to. Every text is complete, line ends included. */
export interface StreamCodec {
  opening: string;
  ping: string;
  /** Said only when the source itself ended; a reader cut off without it comes back and continues. */
  ending: string;
  event: (event: Tracked<unknown>) => string;
  failure: (error: unknown) => string;
}

interface Reader {
  codec: StreamCodec;
  mayStay: () => Promise<boolean>;
}

export interface Streams {
  pingMs: number;
  /**
   * Writes events until the source ends or the reader leaves, no faster than the reader reads. A reader that `mayStay`
   * denies is told so and cut off.
   */
  send(res: ServerResponse, events: Events<unknown>, reader: Reader): Promise<void>;
  /** Opens a stream only to say why it failed: an EventSource cannot read the body of another status. */
  refuse(res: ServerResponse, codec: StreamCodec, error: unknown): void;
  /** Destroys every open connection and refuses new ones. */
  closeAll(): void;
}

/** A frame of an event stream. JSON has no raw line ends, so `data` is always one line. */
export function frame({ event, id, data }: { event?: string; id?: string; data: unknown }): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  const position = id === undefined ? '' : `id: ${id}\n`;
  return `${name}${position}data: ${JSON.stringify(data)}\n\n`;
}

export function createStreams({ pingMs, mayStayMs }: { pingMs: number; mayStayMs: number }): Streams {
  const open = new Set<ServerResponse>();
  let isClosed = false;
  return {
    pingMs,
    async send(res, events, { codec, mayStay }) {
      if (isClosed) throw new AppError('unavailable');
      if (res.req.method === 'HEAD') return void res.writeHead(200, headers).end();
      open.add(res);
      res.once('close', () => open.delete(res));
      begin(res, codec.opening);
      const ping = setInterval(() => {
        // A reader that does not read gets no pings on top.
        if (!res.writableNeedDrain) res.write(codec.ping);
      }, pingMs);
      const expel = async () => {
        // A question that cannot be answered now is asked again.
        if ((await mayStay().catch(() => true)) || res.destroyed) return;
        res.write(codec.failure(new AppError('unauthorized')), () => res.destroy());
        // A reader that does not read is not waited for.
        if (res.writableNeedDrain) res.destroy();
      };
      const guard = setInterval(() => void expel(), mayStayMs);
      res.once('close', () => {
        clearInterval(ping);
        clearInterval(guard);
      });
      try {
        await pump(res, events, codec);
        res.end(codec.ending);
      } catch (error) {
        res.end(codec.failure(error));
      } finally {
        clearInterval(ping);
        clearInterval(guard);
      }
    },
    refuse(res, codec, error) {
      begin(res, codec.opening);
      res.end(codec.failure(error));
    },
    closeAll() {
      isClosed = true;
      for (const res of open) res.destroy();
    },
  };
}

const headers = {
  'Content-Type': 'text/event-stream',
  // `no-transform` and `identity` keep compression away, which would hold events back.
  'Cache-Control': 'no-cache, no-transform',
  'Content-Encoding': 'identity',
  'X-Accel-Buffering': 'no',
  Connection: 'keep-alive',
};

function begin(res: ServerResponse, opening: string): void {
  res.writeHead(200, headers);
  res.flushHeaders();
  if (opening !== '') res.write(opening);
}

/** Takes the next event only when the last one has left, so a stalled reader costs one event and not a queue. */
async function pump(res: ServerResponse, events: Events<unknown>, codec: StreamCodec): Promise<void> {
  for await (const next of events) {
    if (res.destroyed) return;
    const isRoom = res.write(isBatch(next) ? next.map(codec.event).join('') : codec.event(next));
    if (!isRoom) await drained(res);
    if (res.destroyed) return;
  }
}

const isBatch = (next: Tracked<unknown> | readonly Tracked<unknown>[]): next is readonly Tracked<unknown>[] =>
  Array.isArray(next);

function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.on('drain', done);
    res.on('close', done);
    // The connection may have gone between the write and now; `close` is not repeated.
    if (res.destroyed) done();
  });
}
