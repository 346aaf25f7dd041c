import type { Message } from '@parley/data-provider';
import { toast } from '@parley/ui/toast';
import { type ReactNode, type RefObject, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isCoarse } from '../../shared/platform.ts';
import { addImages, mostAttachments, readyFiles } from './composer/attachments.ts';
import { Composer } from './composer/composer.tsx';
import { draftOf, emptyDraft } from './composer/drafts.ts';
import { DropZone } from './composer/drop-zone.tsx';
import { dequeue, enqueue } from './composer/queue.ts';
import { QueueList } from './composer/queue-list.tsx';
import type { Phase } from './run/live-runs.ts';
import { useQueue } from './use-queue.ts';
import { newChat, type useTurns } from './use-turns.ts';

export interface ComposerAreaProps {
  conversationId: string | null;
  field: RefObject<HTMLTextAreaElement | null>;
  controls: ReactNode;
  /** Of the answer being written, if one is. */
  phase: Phase | undefined;
  tip: Message | undefined;
  turns: ReturnType<typeof useTurns>;
  /** There is a model to send to. */
  isReady: boolean;
  onStop: () => void;
  onEditLast: () => void;
}

/** Where messages are written, and where those wait that were written too early. */
export function ComposerArea({ conversationId, field, phase, tip, turns, isReady, ...rest }: ComposerAreaProps) {
  const { t } = useTranslation();
  const draftName = conversationId ?? newChat;
  /** After an answer that was stopped or failed, the reader decides what is sent next. */
  const isHeld = tip !== undefined && !tip.isCreatedByUser && (tip.unfinished === true || tip.error === true);
  useQueue({ conversationId, isReady: isReady && phase === undefined && !isHeld, send: turns.sendQueued });

  const addFiles = useCallback(
    (files: readonly File[]) => {
      const count = addImages(draftOf(draftName), files);
      if (count > 0) toast({ text: t('composer.leftOut', { count, most: mostAttachments }), tone: 'danger' });
      field.current?.focus();
    },
    [draftName, field, t],
  );

  const submit = () => {
    const draft = draftOf(draftName);
    if (phase === undefined) void turns.send();
    else {
      enqueue(draftName, { text: draft.get().text.trim(), files: readyFiles(draft.get()) });
      draft.set(emptyDraft);
    }
    // The keyboard of a phone goes away and gives the answer its room.
    if (isCoarse()) field.current?.blur();
  };

  return (
    <>
      <QueueList
        conversationId={draftName}
        isHeld={isHeld && phase === undefined}
        onEdit={({ id, text }) => {
          dequeue(draftName, id);
          draftOf(draftName).set((now) => ({ ...now, text: [text, now.text].filter(Boolean).join('\n\n') }));
          field.current?.focus();
        }}
        onSendNow={(message) => {
          dequeue(draftName, message.id);
          void turns.sendQueued(message);
        }}
      />
      <Composer
        {...rest}
        conversationId={draftName}
        field={field}
        run={phase === undefined ? 'none' : phase === 'stopping' ? 'stopping' : 'running'}
        refusal={turns.refusal}
        canSend={isReady}
        onSend={submit}
        onFiles={addFiles}
      />
      <DropZone onFiles={addFiles} />
    </>
  );
}
