import {
  applyEvent,
  fail,
  isTerminal,
  type Message,
  type RunEvent,
  type RunEventOf,
  type RunOutcome,
} from '@parley/data-provider';
import { logPortion } from '@parley/agents';
import type { Tracked } from '@parley/express-adapter';
import type { AppContext, SignedIn } from '../../context.ts';
import { findConversation, toConversation } from '../conversations/index.ts';
import { messageStore } from '../messages/index.ts';
import * as store from './store.ts';

type Context = AppContext & { user: SignedIn };

/** How often a reader looks at the stored message when the log cannot be read. */
const pollMs = 1000;
/** A conversation's newest run can be followed without naming it this long after its end; a failed one longer. */
const keptMs = 60_000;
const keptFailedMs = 5 * 60_000;

/** An event id: the run and the place in its log, so that a reader is never mixed up between two runs of a chat. */
const writeId = (runId: string, seq: number) => `${runId}:${seq}`;

function readId(id: string | null): { runId: string; seq: number } | null {
  const match = /^([0-9a-f-]{36}):(\d{1,15})$/.exec(id ?? '');
  return match?.[1] && match[2] ? { runId: match[1], seq: Number(match[2]) } : null;
}

/** Whether an event came at or before the one named. What is read from the database has no place among them. */
export function isUpTo(lastEventId: string | null): (id: string) => boolean {
  const last = readId(lastEventId);
  return (id) => {
    const here = readId(id);
    return last !== null && here?.runId === last.runId && here.seq > 0 && here.seq <= last.seq;
  };
}

interface Wanted {
  streamId: string;
  lastEventId: string | null;
}

/** The run a reader wants, and the last event it has. @throws 404 or 403 before the stream begins */
export async function findStream({ db, user }: Context, { streamId, lastEventId }: Wanted) {
  const seen = readId(lastEventId);
  const named = seen && (await store.findById(db, seen.runId));
  if (named && named.userId === user.id && named.conversationId === streamId) return { run: named, after: seen.seq };
  const run = await store.findNewest(db, streamId);
  if (!run || isForgotten(run)) {
    return fail('not_found', 'The generation job does not exist or has expired.', {
      body: { error: 'Stream not found' },
    });
  }
  if (run.userId !== user.id) fail('forbidden', 'Unauthorized');
  return { run, after: 0 };
}

const isForgotten = ({ endedAt, outcome }: store.RunRow) =>
  endedAt !== null && Date.now() - endedAt.getTime() > (outcome === 'complete' ? keptMs : keptFailedMs);

/** Everything after `after`, then live, ending with the run. Falls back to the stored message where the log is gone. */
export async function* follow(
  ctx: AppContext,
  { run, after }: { run: store.RunRow; after: number },
  signal: AbortSignal,
): AsyncGenerator<Tracked<RunEvent>[]> {
  const events = ctx.runLog.read(run.id, after, signal);
  for (;;) {
    const next = await events.next();
    if (next.done) {
      if (next.value === 'gone') yield* followStored(ctx, run, signal);
      return;
    }
    yield next.value.map(({ seq, event }) => ({ id: writeId(run.id, seq), data: event }));
  }
}

/** The same, but what was said before the reader came is folded into the first event. */
export async function* followFolded(
  ctx: AppContext,
  wanted: { run: store.RunRow; after: number },
  signal: AbortSignal,
): AsyncGenerator<Tracked<RunEvent>[]> {
  const said: Tracked<RunEvent>[] = [];
  let isLive = false;
  for await (const batch of follow(ctx, { ...wanted, after: 0 }, signal)) {
    if (isLive) yield batch;
    else {
      said.push(...batch);
      // A full portion: the log has more of what was said before.
      isLive = batch.length < logPortion;
      if (isLive) yield fold(said);
    }
  }
  if (!isLive && said.length > 0) yield fold(said);
}

/** Reading the log is reading by position: nothing falls between the fold and what follows it. */
function fold(batch: Tracked<RunEvent>[]): Tracked<RunEvent>[] {
  const [first] = batch;
  // New words may go on a kept part, which the reader has: only as they came can it tell them apart.
  if (first?.data.type !== 'run-start' || first.data.areKeptPartsShown) return batch;
  const end = batch.findIndex(({ data }) => isTerminal(data));
  const said = end === -1 ? batch : batch.slice(0, end);
  const responseMessage = said.reduce((message, { data }) => applyEvent(message, data), first.data.responseMessage);
  const folded = { id: said.at(-1)?.id ?? first.id, data: { ...first.data, responseMessage } };
  return [folded, ...(end === -1 ? [] : batch.slice(end))];
}

/** Reads the answer from the database until its run has ended: the log was trimmed, or died with its process. */
async function* followStored(
  ctx: AppContext,
  run: store.RunRow,
  signal: AbortSignal,
): AsyncGenerator<Tracked<RunEvent>[]> {
  let shown = '';
  while (!signal.aborted) {
    // In this order: of a run that has ended, the answer is then the final one.
    const state = await store.findById(ctx.db, run.id);
    const opening = await storedOpening(ctx, run);
    if (!state || !opening) {
      const end: RunEvent = { type: 'run-end', outcome: 'deleted', responseMessage: null, conversation: null };
      yield [{ id: writeId(run.id, 0), data: end }];
      return;
    }
    const version = opening.responseMessage.updatedAt;
    if (version !== shown) yield [{ id: writeId(run.id, 0), data: opening }];
    shown = version;
    if (state.status !== 'running') {
      yield [{ id: writeId(run.id, 0), data: await storedEnd(ctx, state, opening.responseMessage) }];
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** The first event of a run as the database remembers it: the answer so far is its seed. */
export async function storedOpening(
  { db }: Pick<AppContext, 'db'>,
  run: store.RunRow,
): Promise<RunEventOf<'run-start'> | null> {
  const [question, answer] = await Promise.all([
    messageStore.find(db, run.userId, run.requestMessageId),
    messageStore.find(db, run.userId, run.responseMessageId),
  ]);
  if (!question) return null;
  const requestMessage = messageStore.toMessage(question);
  const responseMessage: Message = answer
    ? messageStore.toMessage(answer)
    : {
        ...requestMessage,
        messageId: run.responseMessageId,
        parentMessageId: question.messageId,
        isCreatedByUser: false,
        text: '',
      };
  return { type: 'run-start', runId: run.id, requestMessage, responseMessage, keptParts: 0 };
}

async function storedEnd({ db }: AppContext, run: store.RunRow, answer: Message): Promise<RunEvent> {
  const [conversation, row] = await Promise.all([
    findConversation(db, run.conversationId),
    messageStore.find(db, run.userId, run.responseMessageId),
  ]);
  return {
    type: 'run-end',
    outcome: (run.outcome ?? 'interrupted') as RunOutcome, // written only by `end`
    responseMessage: row ? answer : null,
    conversation: conversation && toConversation(conversation),
    ...(run.error ? { error: run.error as RunEventOf<'run-end'>['error'] & object } : {}), // written only by `end`
  };
}
