import type { Conversation, Message, RunOutcome } from '@parley/data-provider';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { markEnded, markRunning } from '../../shared/activity.ts';
import { isUnreachable } from '../../shared/api/errors.ts';
import { type ApiUtils, trpc } from '../../shared/api/trpc.ts';
import { announceEnd, announceStart } from './announcer.tsx';
import type { MessageCache } from './run/message-cache.ts';
import { createRunner, type Runner } from './run/runner.ts';
import { openStream } from './run/open-stream.ts';
import type { TurnPorts, TurnRequest, TurnSettings } from './run/turns.ts';
import { tellTabs } from './run/tabs.ts';

/** What the chat tells the rest of the page about conversations. */
export interface ChatListener {
  onStarted(conversationId: string, settings: TurnSettings): void;
  onEnded(conversation: Conversation | null, outcome: RunOutcome): void;
}

interface Runtime extends TurnPorts {
  runner: Runner;
}

const RuntimeContext = createContext<Runtime | null>(null);

/** Keeps answers coming while the reader moves between conversations. Goes once, above all of them. */
export function ChatRuntime({ listener, children }: { listener: ChatListener; children: ReactNode }) {
  const utils = trpc.useUtils();
  const [runtime] = useState(() => createRuntime(utils, listener));
  return <RuntimeContext value={runtime}>{children}</RuntimeContext>;
}

export function useRuntime(): Runtime {
  const runtime = useContext(RuntimeContext);
  if (!runtime) throw new Error('ChatRuntime is missing.');
  return runtime;
}

function createRuntime(utils: ApiUtils, listener: ChatListener): Runtime {
  const inputOf = (conversationId: string) => ({ params: { conversationId } });
  const cache: MessageCache = {
    change: (conversationId, update) => {
      utils.messages.list.setData(inputOf(conversationId), (messages: Message[] | undefined) => update(messages ?? []));
    },
  };
  const runner = createRunner({
    cache,
    openStream: (conversationId, lastEventId, handlers) => openStream(utils, { conversationId, lastEventId }, handlers),
    onEnd: (conversationId, { event, conversation }) => {
      if (conversation) utils.conversations.get.setData(inputOf(conversationId), conversation);
      markEnded(conversationId);
      announceEnd(event.outcome);
      listener.onEnded(conversation, event.outcome);
      tellTabs({ type: 'ended', conversationId });
    },
    onLost: (conversationId) => {
      markEnded(conversationId);
      void utils.messages.list.invalidate(inputOf(conversationId));
    },
  });
  return {
    cache,
    runner,
    abort: (conversationId) => utils.client.chat.abort.mutate({ body: { conversationId } }),
    start: async (request, settings) => {
      const started = await startPatiently(utils, request, settings);
      markRunning(request.conversationId);
      announceStart();
      listener.onStarted(request.conversationId, settings);
      tellTabs({ type: 'started', conversationId: request.conversationId });
      return started;
    },
  };
}

const pausesMs = [600, 1500, 4000] as const;

/** The request names its message, so sending it again after a lost connection starts nothing twice. */
async function startPatiently(utils: ApiUtils, request: TurnRequest, { parameters, ...settings }: TurnSettings) {
  const body = { ...parameters, ...settings, ...request };
  const isRepeatable = request.messageId !== undefined;
  for (let attempt = 0; ; attempt++) {
    try {
      return await utils.client.chat.start.mutate({ body });
    } catch (error) {
      const pause = isRepeatable && isUnreachable(error) ? pausesMs[attempt] : undefined;
      if (pause === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
