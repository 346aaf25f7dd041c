import type { Request } from 'express';
import type { Tracked } from './implement.ts';
import type { StreamOperation } from './operation.ts';
import { parseOutput } from './parse.ts';
import { frame, type StreamCodec } from './sse.ts';

/** Without a blank line after it: as a block of its own, some readers would report it as an empty event. */
const COMMENT = ':\n';

/** How a stream speaks in REST: its own translation where it has one, else the events as they are. */
export function restCodec<C>(
  { name, event: schema, toSse }: StreamOperation<C>,
  translate: ReturnType<NonNullable<typeof toSse>> | null,
  failure: StreamCodec['failure'],
): StreamCodec {
  const parse = (data: unknown) => parseOutput(schema, data, name);
  return {
    opening: COMMENT,
    ping: COMMENT,
    ending: '',
    event: translate === null ? asIs : translated,
    failure,
  };

  function asIs({ id, data }: Tracked<unknown>): string {
    return frame({ id, data: parse(data) });
  }

  function translated({ id, data }: Tracked<unknown>): string {
    const frames = translate?.(parse(data), id) ?? [];
    const last = frames.length - 1;
    // A reader cut off inside an event must get all of that event again, so only its last frame moves the position.
    return frames.map((each, index) => frame(index === last ? { id, ...each } : each)).join('');
  }
}

/** Where an EventSource left off. */
export function lastEventIdOf(req: Request): string | null {
  return req.get('last-event-id') ?? null;
}
