import { EventQueue, type Listener } from './event-queue.ts';
import type { ModelEvent } from './port.ts';

/**
 * Calls `listener` with each event of a model until it returns false; where the model allows it at once, without a
 * promise for each event. @throws what the model throws, or the listener
 */
export async function listen(events: AsyncIterable<ModelEvent>, listener: Listener<ModelEvent>): Promise<void> {
  if (events instanceof EventQueue) return events.deliver(listener);
  for await (const event of events) if (!listener(event)) return;
}
