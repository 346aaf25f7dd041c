import { toast } from '@parley/ui/toast';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isCoarse } from '../../shared/platform.ts';
import { useSelected } from '../../shared/store.ts';
import { Announcer } from './announcer.tsx';
import { addImages, mostAttachments } from './composer/attachments.ts';
import { Composer } from './composer/composer.tsx';
import { draftOf, emptyDraft } from './composer/drafts.ts';
import { DropZone } from './composer/drop-zone.tsx';
import { dequeue, enqueue } from './composer/queue.ts';
import { QueueList } from './composer/queue-list.tsx';
import { toMessageFile } from './composer/attachments.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { preloadMarkdown } from './parts/lazy-markdown.ts';
import { liveRuns } from './run/live-runs.ts';
import type { TurnSettings } from './run/turns.ts';
import { ThreadArea } from './thread/thread-area.tsx';
import { useChatCommands } from './use-chat-commands.ts';
import { useConversation } from './use-conversation.ts';
import { useQueue } from './use-queue.ts';
import { useStop } from './use-stop.ts';
import { newChat, useTurns } from './use-turns.ts';
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
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const conversation = useConversation(conversationId);
  const tip = conversation.branch.at(-1)?.message;
  const turns = useTurns({ conversationId, settings, tree: conversation.tree, tip, ...on });
  const stop = useStop(conversationId);
  const phase = useSelected(liveRuns, (runs) =>
    conversationId === null ? undefined : runs.get(conversationId)?.phase,
  );
  const draftName = conversationId ?? newChat;
  const isHeld = tip !== undefined && !tip.isCreatedByUser && (tip.unfinished === true || tip.error === true);

  useEffect(preloadMarkdown, []);
  useQueue({ conversationId, isReady: phase === undefined && !isHeld && settings !== null, send: turns.sendQueued });

  const addFiles = useCallback(
    (files: readonly File[]) => {
      const leftOut = addImages(draftOf(draftName), files);
      if (leftOut > 0)
        toast({ text: t('composer.leftOut', { count: leftOut, most: mostAttachments }), tone: 'danger' });
      field.current?.focus();
    },
    [draftName, t],
  );

  const submit = () => {
    if (phase !== undefined && conversationId !== null) {
      const draft = draftOf(conversationId);
      const { text, attachments } = draft.get();
      enqueue(conversationId, { text: text.trim(), files: attachments.map(toMessageFile) });
      draft.set(emptyDraft);
    } else void turns.send();
    // The keyboard of a phone goes away and gives the answer its room.
    if (isCoarse()) field.current?.blur();
  };

  const editing = useChatCommands({ conversationId, branch: conversation.branch, stop, field });

  return (
    <div
      className={
        conversationId === null ? 'flex min-h-0 flex-1 flex-col justify-center' : 'flex min-h-0 flex-1 flex-col'
      }
    >
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
      {conversationId !== null && (
        <QueueList
          conversationId={conversationId}
          isHeld={isHeld && phase === undefined}
          onEdit={({ id, text }) => {
            dequeue(conversationId, id);
            draftOf(conversationId).set((now) => ({ ...now, text: [text, now.text].filter(Boolean).join('\n\n') }));
            field.current?.focus();
          }}
          onSendNow={(message) => {
            dequeue(conversationId, message.id);
            void turns.sendQueued(message);
          }}
        />
      )}
      <Composer
        conversationId={draftName}
        field={field}
        controls={controls}
        run={phase === undefined ? 'none' : phase === 'stopping' ? 'stopping' : 'running'}
        refusal={turns.refusal}
        canSend={settings !== null}
        onSend={submit}
        onStop={stop}
        onFiles={addFiles}
        onEditLast={editing.editLast}
      />
      {conversationId === null && <div className="h-[14dvh] shrink-[2]" />}
      <DropZone onFiles={addFiles} />
      <Announcer />
    </div>
  );
}
