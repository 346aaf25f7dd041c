import { Banner } from '@parley/ui/banner';
import { GrowingTextarea } from '@parley/ui/textarea';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isCoarse } from '../../../shared/platform.ts';
import { useStore } from '../../../shared/store.ts';
import { AttachButton } from './attach-button.tsx';
import { AttachmentTray } from './attachment-tray.tsx';
import { isImage } from './attachments.ts';
import { draftOf } from './drafts.ts';
import { SendButton } from './send-button.tsx';
import { sendsMessage } from './send-key.ts';

export interface ComposerProps {
  conversationId: string;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Model picker and settings. */
  controls: ReactNode;
  /** An answer is being written: Enter queues. */
  run: 'none' | 'running' | 'stopping';
  /** Why the last message came back, in words. */
  refusal: string | null;
  canSend: boolean;
  onSend: () => void;
  onStop: () => void;
  onFiles: (files: readonly File[]) => void;
  /** Up arrow in the empty field. */
  onEditLast: () => void;
}

export function Composer({ conversationId, field, controls, run, refusal, ...on }: ComposerProps) {
  const { t } = useTranslation();
  const draftStore = draftOf(conversationId);
  const draft = useStore(draftStore);
  const isEmpty = draft.text.trim() === '' && draft.attachments.every(({ state }) => state === 'failed');
  const isPreparing = draft.attachments.some(({ state }) => state === 'preparing');
  const canSend = on.canSend && !isEmpty && !isPreparing;
  const { send, cancel } = useSendSoon({ canSend, isEmpty, onSend: on.onSend });

  useEffect(() => {
    // On touch the keyboard would cover what the reader came for.
    if (!isCoarse()) field.current?.focus();
  }, [conversationId, field]);

  return (
    <div className="mx-auto w-full max-w-(--container-measure) px-3 pb-[calc(0.75rem+var(--safe-bottom))] sm:px-5">
      {refusal && (
        <Banner tone="danger" className="mb-2">
          {refusal}
        </Banner>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        className="bg-card border-line shadow-rest focus-within:border-accent/60 rounded-2xl border transition-[border-color] duration-150"
      >
        <AttachmentTray draft={draftStore} />
        <GrowingTextarea
          ref={field}
          value={draft.text}
          aria-label={t('composer.label')}
          placeholder={run === 'none' ? t('composer.placeholder') : t('composer.placeholderQueue')}
          enterKeyHint={isCoarse() ? 'enter' : 'send'}
          onChange={(event) => {
            cancel();
            draftStore.set((now) => ({ ...now, text: event.target.value }));
          }}
          onKeyDown={(event) => {
            // A finger has no Shift at hand: there, Enter breaks the line and the button sends.
            if (sendsMessage(event) && !isCoarse()) {
              event.preventDefault();
              send();
            } else if (event.key === 'ArrowUp' && draft.text === '' && !event.nativeEvent.isComposing) {
              event.preventDefault();
              on.onEditLast();
            }
          }}
          onPaste={(event) => {
            const images = [...event.clipboardData.files].filter(isImage);
            if (images.length === 0) return;
            event.preventDefault();
            on.onFiles(images);
          }}
          className="text-body block max-h-[min(22rem,40dvh)] min-h-13 w-full bg-transparent px-4.5 pt-3.5 pb-1 leading-normal outline-none"
        />
        <div className="flex items-center gap-0.5 px-2 pb-2">
          <AttachButton onFiles={on.onFiles} />
          <div className="flex min-w-0 flex-1 items-center gap-0.5">{controls}</div>
          <SendButton run={run} isEmpty={isEmpty} canSend={canSend} onStop={on.onStop} />
        </div>
      </form>
      <p className="text-faint text-micro mt-1.5 hidden text-center sm:block">{t('composer.note')}</p>
    </div>
  );
}

interface SendSoon {
  canSend: boolean;
  isEmpty: boolean;
  onSend: () => void;
}

/** What is sent while the models or an image are still on their way goes out when they are there. */
function useSendSoon({ canSend, isEmpty, onSend }: SendSoon) {
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!isWaiting || !canSend) return;
    setWaiting(false);
    onSend();
  }, [isWaiting, canSend, onSend]);
  return {
    send: () => (canSend ? onSend() : setWaiting(!isEmpty)),
    cancel: () => setWaiting(false),
  };
}
