import type { RunEvent } from '@parley/data-provider';
import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** Reads server-sent events until the stream ends or `until` says enough. */
export async function readEvents(
  response: Response,
  until?: (event: EventSourceMessage) => boolean,
): Promise<EventSourceMessage[]> {
  const events: EventSourceMessage[] = [];
  let enough = false;
  const parser = createParser({
    onEvent(event) {
      events.push(event);
      enough ||= until?.(event) ?? false;
    },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader && !enough) {
    const { done, value } = await reader.read();
    if (done) break;
    parser.feed(value);
  }
  await reader?.cancel();
  return events;
}

interface Stream {
  url: string;
  token: string;
  streamId: string;
  query?: string;
  lastEventId?: string;
}

/** Opens a run's REST event stream. */
export const openStream = ({ url, token, streamId, query = '', lastEventId }: Stream): Promise<Response> =>
  fetch(`${url}/api/agents/chat/stream/${streamId}${query}`, {
    headers: { authorization: `Bearer ${token}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
  });

/** Our own events, as the page reads them. */
export async function followRun({
  url,
  token,
  streamId,
  lastEventId,
}: Stream): Promise<{ id: string; event: RunEvent }[]> {
  const input = encodeURIComponent(JSON.stringify({ params: { streamId } }));
  const response = await fetch(`${url}/trpc/chat.stream?input=${input}`, {
    headers: { authorization: `Bearer ${token}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
  });
  const events = await readEvents(response);
  return events.flatMap(({ id, event, data }) =>
    event === undefined && id !== undefined ? [{ id, event: JSON.parse(data) as RunEvent }] : [],
  );
}
