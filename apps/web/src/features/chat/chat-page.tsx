import { type ReactNode, useEffect, useRef } from 'react';
import { useSelected } from '../../shared/store.ts';
import { whenIdle } from '../../shared/when-idle.ts';
import { Announcer } from './announcer.tsx';
import { ComposerArea } from './composer-area.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { preloadMarkdown } from './parts/lazy-markdown.ts';
import { liveRuns } from './run/live-runs.ts';
import type { TurnSettings } from './run/turns.ts';
import { ThreadArea } from './thread/thread-area.tsx';
import { useChatCommands } from './use-chat-commands.ts';
import { useConversation } from './use-conversation.ts';
import { useStop } from './use-stop.ts';
import { useTurns } from './use-turns.ts';
import { Welcome } from './welcome.tsx';

export interface ChatPageProps {
  /** Null for a conversation that does not exist yet. */
  conversationId: string | null;
  settings: TurnSettings | null;
  /** Model picker and settings, inside the composer. */
  controls: ReactNode;
  /** Shown with the greeting of a new conversation. */
  notice: ReactNode;
  readerName: string;
  onCreated: (conversationId: string) => void;
  onAbandoned: () => void;
}

/** One conversation, or the beginning of one. The composer is the same in both, and keeps its focus in between. */
export function ChatPage({ conversationId, settings, controls, notice, readerName, ...on }: ChatPageProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const conversation = useConversation(conversationId);
  const tip = conversation.branch.at(-1)?.message;
  const turns = useTurns({ conversationId, settings, tree: conversation.tree, tip, ...on });
  const stop = useStop(conversationId);
  const phase = useSelected(liveRuns, (runs) =>
    conversationId === null ? undefined : runs.get(conversationId)?.phase,
  );
  const editing = useChatCommands({ conversationId, branch: conversation.branch, stop, field });

  useEffect(() => whenIdle(preloadMarkdown), []);

  const composer = (
    <ComposerArea
      conversationId={conversationId}
      field={field}
      controls={controls}
      phase={phase}
      tip={tip}
      turns={turns}
      isReady={settings !== null}
      onStop={stop}
      onEditLast={editing.editLast}
    />
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-center">
      {conversationId === null ? (
        <Welcome readerName={readerName} notice={notice} />
      ) : (
        <ThreadArea
          conversationId={conversationId}
          conversation={conversation}
          turns={turns}
          isBusy={phase !== undefined}
          editing={editing}
        />
      )}
      <ConnectionBanner conversationId={conversationId} />
      {composer}
      {conversationId === null && <div className="h-[14dvh] shrink-[2]" />}
      <Announcer />
    </div>
  );
}
