import { fail, type RunEvent, textOf } from '@parley/data-provider';
import type { SseFrame, Tracked } from '@parley/express-adapter';
import type { AppContext, SignedIn } from '../../context.ts';
import { loadConversation } from '../conversations/index.ts';
import { messageStore } from '../messages/index.ts';
import { followFolded } from './follow.ts';
import * as store from './store.ts';

/** The simple stream of the older documentation: what was said so far as one delta, then what is new. */
export interface TextEvent {
  kind: 'delta' | 'reasoning' | 'final' | 'error';
  data: Record<string, string>;
}

type Context = AppContext & { user: SignedIn };

/** @throws 404 when the conversation is not the caller's, or holds no answer */
export async function openTextStream(
  ctx: Context,
  conversationId: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Tracked<TextEvent>[]>> {
  const { id } = await loadConversation(ctx.db, ctx.user.id, { id: conversationId, right: 'read' });
  const run = await store.findNewest(ctx.db, id);
  if (run?.status === 'running') return toText(followFolded(ctx, { run, after: 0 }, signal));
  const newest = await messageStore.findNewestAnswer(ctx.db, id);
  if (!newest) return fail('not_found', 'This conversation has no answer yet.');
  return once({ kind: 'final', data: { messageId: newest.messageId, conversationId: id } });
}

async function* once(event: TextEvent): AsyncGenerator<Tracked<TextEvent>[]> {
  yield [{ id: 'final', data: event }];
}

async function* toText(batches: AsyncIterable<Tracked<RunEvent>[]>): AsyncGenerator<Tracked<TextEvent>[]> {
  let told = 0;
  const toEvents = (event: RunEvent): TextEvent[] => {
    const events = textEvents(event, told);
    for (const { data } of events) told += data['delta']?.length ?? 0;
    return events;
  };
  for await (const batch of batches) {
    const texts = batch.flatMap(({ id, data }) => toEvents(data).map((event) => ({ id, data: event })));
    if (texts.length > 0) yield texts;
  }
}

/** `told` is how many characters of the answer the reader has, when a snapshot comes again. */
function textEvents(event: RunEvent, told: number): TextEvent[] {
  switch (event.type) {
    case 'run-start': {
      const delta = textOf(event.responseMessage).slice(told);
      return delta ? [{ kind: 'delta', data: { delta } }] : [];
    }
    case 'part-start':
      return event.part.type === 'text' && event.part.text ? [{ kind: 'delta', data: { delta: event.part.text } }] : [];
    case 'text-delta':
      return [{ kind: 'delta', data: { delta: event.text } }];
    case 'reasoning-delta':
      return [{ kind: 'reasoning', data: { reasoning: event.text } }];
    case 'run-end': {
      const answer = event.responseMessage;
      if (!answer)
        return [{ kind: 'error', data: { error: event.error?.message ?? 'The answer could not be written.' } }];
      return [{ kind: 'final', data: { messageId: answer.messageId, conversationId: answer.conversationId } }];
    }
    default:
      return [];
  }
}

/** `delta` and `reasoning` travel under the SSE name `message`. */
export const textFrame = ({ kind, data }: TextEvent): SseFrame[] => [
  { event: kind === 'delta' || kind === 'reasoning' ? 'message' : kind, data },
];
