import { type chatStatusSchema, fail, type RunEventOf } from '@parley/data-provider';
import type { z } from 'zod';
import type { AppContext, SignedIn } from '../../context.ts';
import { followFolded, storedOpening } from './follow.ts';
import * as store from './store.ts';
import { statusOf } from './wire.ts';

type Status = z.infer<typeof chatStatusSchema>;

/** Whether a turn runs in a conversation, with what it has said so far. */
export async function readStatus(ctx: AppContext & { user: SignedIn }, conversationId: string): Promise<Status> {
  const run = await store.findNewest(ctx.db, conversationId);
  if (!run) return { active: false };
  if (run.userId !== ctx.user.id) fail('forbidden', 'Unauthorized');
  const isRunning = run.status === 'running';
  const opening = isRunning ? ((await saidSoFar(ctx, run)) ?? (await storedOpening(ctx, run))) : null;
  const resumeState = opening && statusOf(opening);
  return {
    active: isRunning,
    streamId: conversationId,
    status: run.status as NonNullable<Status['status']>, // written only by `end`
    aggregatedContent: resumeState?.aggregatedContent ?? [],
    createdAt: run.startedAt.getTime(),
    resumeState,
  };
}

/** The log's present state, folded into its first event. Null when this process cannot read it. */
async function saidSoFar(ctx: AppContext, run: store.RunRow): Promise<RunEventOf<'run-start'> | null> {
  // Folding waits for the end of the first portions, which is now unless the log ends exactly there.
  const stop = AbortSignal.timeout(1000);
  for await (const [first] of followFolded(ctx, { run, after: 0 }, stop))
    return first?.data.type === 'run-start' ? first.data : null;
  return null;
}
