import { IconButton } from '@parley/ui/icon-button';
import { cx } from '@parley/ui/cx';
import { Button } from '@parley/ui/button';
import { Pencil, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../shared/i18n/format.ts';
import { QuestionEditor } from './question-editor.tsx';
import { QuestionImages } from './question-images.tsx';
import { CopyButton, MessageActions } from './message-actions.tsx';
import type { MessageViewProps } from './message-view.tsx';
import { SiblingNav } from './sibling-nav.tsx';
import { useThread } from './thread-context.ts';

/** Longer questions are folded. */
const foldedLines = 12;
const foldedLength = 1400;

export function QuestionView({ step, isLast, isLastTurn }: MessageViewProps) {
  const { t } = useTranslation();
  const { editing, setEditing, askAgain, answer, isBusy } = useThread();
  const { message } = step;
  const isEditing = editing === message.messageId;
  return (
    <article
      data-message-id={message.messageId}
      aria-label={t('chat.yourMessage', { time: formatMoment(message.createdAt) })}
      className="group/message flex flex-col items-end pt-5"
    >
      {isEditing ? (
        <QuestionEditor
          text={message.text}
          onCancel={() => setEditing(null)}
          onSend={(text) => {
            setEditing(null);
            askAgain(message, text);
          }}
        />
      ) : (
        <>
          {message.files && <QuestionImages files={message.files} />}
          {message.text && <QuestionText text={message.text} />}
          <MessageActions isAlwaysShown={false} isEnd>
            <CopyButton text={message.text} />
            <IconButton
              label={t('chat.editQuestion')}
              icon={<Pencil size={15} />}
              disabled={isBusy}
              onClick={() => setEditing(message.messageId)}
            />
            <SiblingNav step={step} />
          </MessageActions>
          {isLast && isLastTurn && !isBusy && (
            <div className="mt-2 self-start">
              <p className="text-faint text-ui mb-2">{t('chat.noAnswer')}</p>
              <Button size="sm" icon={<RotateCcw size={15} />} onClick={() => answer(message)}>
                {t('chat.answerNow')}
              </Button>
            </div>
          )}
        </>
      )}
    </article>
  );
}

function QuestionText({ text }: { text: string }) {
  const { t } = useTranslation();
  const isLong = text.length > foldedLength || text.split('\n').length > foldedLines;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="bg-accent-soft text-ink max-w-[min(100%,36rem)] rounded-2xl rounded-ee-sm px-4 py-2.5">
      <p
        dir="auto"
        className={cx(
          'text-body leading-normal wrap-anywhere whitespace-pre-wrap',
          isLong && !isOpen && 'line-clamp-8',
        )}
      >
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="touch-y text-accent-ink text-meta font-medium"
        >
          {isOpen ? t('chat.showLess') : t('chat.showMore')}
        </button>
      )}
    </div>
  );
}
