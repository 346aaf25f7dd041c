import { type abortRequestSchema, contract, fail, NEW_CONVERSATION, uuidSchema } from '@parley/data-provider';
import type { z } from 'zod';
import { implement } from '../../context.ts';
import { findStream, follow, followFolded, isUpTo } from './follow.ts';
import { countStream } from './open-streams.ts';
import { startTurn } from './start.ts';
import { readStatus } from './status.ts';
import * as store from './store.ts';
import { openTextStream, textFrame } from './text-stream.ts';
import { createTranslator } from './wire.ts';

const isResuming = (query: { resume?: string | undefined }) => query.resume === 'true';

/** Which conversation an abort means; null for whatever runs. */
function nameOf({ streamId, conversationId, abortKey }: z.infer<typeof abortRequestSchema>): string | null {
  const named = streamId ?? (conversationId === NEW_CONVERSATION ? null : conversationId) ?? abortKey?.split(':')[0];
  return uuidSchema.safeParse(named).data ?? null;
}

export const chatHandlers = implement(contract.chat, {
  start: ({ body }, ctx) => startTurn(ctx, body, null),
  startAt: ({ params, body }, ctx) => startTurn(ctx, body, params.endpoint),

  stream: {
    subscribe: async ({ params, query }, ctx, { lastEventId, signal, transport }) => {
      const wanted = await findStream(ctx, { streamId: params.streamId, lastEventId });
      if (transport === 'trpc') return countStream(ctx.user.id, follow(ctx, wanted, signal));
      if (isResuming(query)) return countStream(ctx.user.id, followFolded(ctx, wanted, signal));
      // The translation of what comes next depends on what came before; what was seen is not sent again.
      return countStream(ctx.user.id, follow(ctx, { ...wanted, after: 0 }, signal));
    },
    toSse: ({ params, query }, _, { lastEventId }) => {
      const resuming = isResuming(query);
      return createTranslator({
        streamId: params.streamId,
        isResuming: resuming,
        isSeen: resuming ? () => false : isUpTo(lastEventId),
      });
    },
  },

  text: {
    subscribe: async ({ params }, ctx, { signal }) =>
      countStream(ctx.user.id, await openTextStream(ctx, params.conversationId, signal)),
    toSse: () => textFrame,
  },

  active: async (_, { db, user }) => {
    const running = await store.listRunningByUser(db, user.id);
    return { activeJobIds: [...new Set(running.map((run) => run.conversationId))] };
  },

  status: ({ params }, ctx) => readStatus(ctx, params.conversationId),

  abort: async ({ body }, { db, user, runs }) => {
    const named = nameOf(body);
    const running = await store.listRunningByUser(db, user.id);
    const newest = named ? running.find((run) => run.conversationId === named) : running[0];
    if (!newest) {
      const foreign = named ? await store.findNewest(db, named) : null;
      if (foreign && foreign.userId !== user.id) fail('forbidden', 'Unauthorized');
      return fail('not_found', 'Job not found', { body: { streamId: named ?? null } });
    }
    if (!(await runs.abortConversation(newest.conversationId, 'stopped'))) {
      fail('unavailable', 'The answer could not be stopped yet. Try again in a moment.', { retryAfter: 2 });
    }
    return { success: true as const, aborted: newest.conversationId };
  },
});
