import { EventSourceParserStream } from 'eventsource-parser/stream';
import { toParleyError } from './parley-error.ts';

/** One server-sent event, its data parsed. */
export interface ServerEvent {
  event: string;
  /** Pass it as `lastEventId` to continue after this event. */
  id: string | null;
  data: unknown;
}

/** The events of an answer, until the server ends it. */
export async function* readEvents(response: Response): AsyncGenerator<ServerEvent> {
  if (response.body === null) return;
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  try {
    for await (const { event = 'message', id = null, data } of events) yield { event, id, data: JSON.parse(data) };
  } catch (error) {
    throw toParleyError(error);
  }
}
