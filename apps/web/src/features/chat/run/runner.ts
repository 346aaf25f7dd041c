import { applyEvent, type Conversation, type Message, type RunEvent, type RunEventOf } from '@parley/data-provider';
import { choicesOf, choose } from '../tree/choices.ts';
import { createFrames } from './frames.ts';
import { changeRun, dropRun, liveRuns, setRun } from './live-runs.ts';
import { type MessageCache, remove, replace, upsert } from './message-cache.ts';
import { localFailure } from './local-messages.ts';

interface Tracked {
  /** Where to go on after this event. */
  id: string;
  data: RunEvent;
}

export interface StreamHandlers {
  onEvent: (event: Tracked) => void;
  /** Nothing more will come: the run has ended, or it cannot be followed. */
  onClosed: () => void;
  onConnection: (isConnected: boolean) => void;
}

export interface RunnerPorts {
  /** Follows a conversation's run after the event named. Reconnects by itself. Returns a way to leave it. */
  openStream(conversationId: string, lastEventId: string | null, handlers: StreamHandlers): () => void;
  cache: MessageCache;
  onEnd(conversationId: string, end: { event: RunEventOf<'run-end'>; conversation: Conversation | null }): void;
  /** The stored messages must be read again: the run was lost from sight. */
  onLost(conversationId: string): void;
}

export interface Runner {
  /** Shows a run as it is written. Following one that is followed already does nothing. */
  follow(conversationId: string): void;
  /** Stops watching. The run goes on, and can be followed again from where it was left. */
  leave(conversationId: string): void;
}

/** Turns streams of events into live answers. What an event does to an answer is `applyEvent`'s business alone. */
export function createRunner(ports: RunnerPorts): Runner {
  const leaving = new Map<string, () => void>();

  const stop = (conversationId: string) => {
    const leave = leaving.get(conversationId);
    // First, because closing a stream is reported like any other end of it.
    leaving.delete(conversationId);
    leave?.();
  };

  return {
    leave: stop,
    follow(conversationId) {
      if (leaving.has(conversationId)) return;
      const pending: Tracked[] = [];
      const catchUp = (): boolean => {
        const hasEnded = absorb(conversationId, pending.splice(0), ports);
        if (hasEnded) stop(conversationId);
        return hasEnded;
      };
      const frames = createFrames(catchUp);
      const lastEventId = liveRuns.get().get(conversationId)?.lastEventId ?? null;
      const close = ports.openStream(conversationId, lastEventId, {
        onEvent: (event) => {
          pending.push(event);
          frames.request();
        },
        onConnection: (isConnected) => changeRun(conversationId, { isReconnecting: !isConnected }),
        onClosed: () => {
          // Left by the reader: the run goes on without this page.
          if (!leaving.has(conversationId)) return;
          // The end may have arrived, and only wait for its frame.
          if (catchUp()) return;
          stop(conversationId);
          dropRun(conversationId);
          ports.onLost(conversationId);
        },
      });
      leaving.set(conversationId, () => {
        frames.cancel();
        close();
      });
    },
  };
}

/** Brings a live answer up to date. Returns true when the run has ended. */
function absorb(conversationId: string, events: readonly Tracked[], ports: RunnerPorts): boolean {
  for (const { data } of events) {
    if (data.type === 'run-start') begin(conversationId, data, ports);
    else if (data.type === 'run-end') {
      finish(conversationId, data, ports);
      return true;
    } else change(conversationId, data);
  }
  const last = events.at(-1);
  // Only now: what was not absorbed is asked for again.
  if (last) changeRun(conversationId, { lastEventId: last.id, isReconnecting: false });
  return false;
}

/** Watchers are drawn once, after all of a frame's events. */
function change(conversationId: string, event: RunEvent): void {
  const run = liveRuns.get().get(conversationId);
  if (!run) return;
  const answer = applyEvent(run.answer, event);
  const isRetrying = event.type === 'notice' && event.notice === 'retrying';
  const phase = run.phase !== 'stopping' && hasWords(answer) ? 'writing' : run.phase;
  setRun({ ...run, answer, isRetrying, phase });
}

const hasWords = ({ content }: Message): boolean => (content?.length ?? 0) > 0;

function begin(conversationId: string, event: RunEventOf<'run-start'>, { cache }: RunnerPorts): void {
  const { requestMessage, responseMessage } = event;
  const before = liveRuns.get().get(conversationId);
  if (before && before.answer.messageId !== responseMessage.messageId)
    remove(cache, conversationId, before.answer.messageId);
  upsert(cache, conversationId, requestMessage, responseMessage);
  choose(conversationId, {
    ...choicesOf(conversationId).get(),
    [requestMessage.parentMessageId]: requestMessage.messageId,
    [requestMessage.messageId]: responseMessage.messageId,
  });
  setRun({
    conversationId,
    phase: before?.phase === 'stopping' ? 'stopping' : 'waiting',
    answer: responseMessage,
    lastEventId: before?.lastEventId ?? null,
    isReconnecting: false,
    isRetrying: false,
  });
}

function finish(conversationId: string, event: RunEventOf<'run-end'>, ports: RunnerPorts): void {
  const live = liveRuns.get().get(conversationId)?.answer;
  const { responseMessage: answer } = event;
  if (answer) upsert(ports.cache, conversationId, answer);
  else if (live && event.error) {
    replace(ports.cache, live.messageId, localFailure(live, event.error.wire ?? event.error.message));
  }
  if (live && answer && live.messageId !== answer.messageId) remove(ports.cache, conversationId, live.messageId);
  dropRun(conversationId);
  ports.onEnd(conversationId, { event, conversation: event.conversation });
}
