import { type ContentPart, type Message, textOf } from '@parley/data-provider';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../../shared/brand.tsx';
import { formatMoment } from '../../../shared/i18n/format.ts';
import { Part } from '../parts/part.tsx';
import type { LiveRun } from '../run/live-runs.ts';
import { isLocal } from '../run/local-messages.ts';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerEditor } from './answer-editor.tsx';
import { AnswerState } from './answer-state.tsx';
import type { MessageViewProps } from './message-view.tsx';
import { useAnswer } from './use-answer.ts';

export function AnswerView({ step, isLast, isLastTurn }: MessageViewProps) {
  const { t } = useTranslation();
  const { answer, run } = useAnswer(step.message);
  const [isEditing, setEditing] = useState(false);
  const label = answer.model ?? answer.sender ?? t('chat.assistant');
  const parts = partsOf(answer);
  return (
    <article
      data-message-id={answer.messageId}
      aria-label={t('chat.answerFrom', { name: label, time: formatMoment(answer.createdAt) })}
      aria-busy={run !== undefined}
      className="group/message pt-6"
    >
      <Header label={label} sender={answer.sender} run={run} />
      {isEditing ? (
        <AnswerEditor answer={answer} onDone={() => setEditing(false)} />
      ) : (
        <div className="grid min-h-7 gap-3 *:min-w-0">
          {parts.map((part, index) => (
            // Parts have no identity but their place, and never change it.
            <Part key={index} part={part} answer={answer} isLive={run !== undefined && index === parts.length - 1} />
          ))}
        </div>
      )}
      {!run && !isEditing && <AnswerState answer={answer} isLast={isLast} />}
      {!isEditing && (
        <MessageFooter isHidden={run !== undefined || isLocal(answer.messageId)}>
          <AnswerActions
            answer={answer}
            step={step}
            isAlwaysShown={isLastTurn}
            text={textOf(answer)}
            onEdit={() => setEditing(true)}
          />
        </MessageFooter>
      )}
    </article>
  );
}

/** The row is there from the start, so that nothing moves when the answer ends. */
function MessageFooter({ isHidden, children }: { isHidden: boolean; children: ReactNode }) {
  return <div className="min-h-(--touch)">{!isHidden && children}</div>;
}

function Header({ label, sender, run }: { label: string; sender: string | undefined; run: LiveRun | undefined }) {
  const { t } = useTranslation();
  const isWaiting = run && run.phase !== 'writing';
  return (
    <div className="text-meta mb-2 flex min-h-6 items-center gap-2.5">
      <Mark size={19} isTalking={run !== undefined} />
      <span dir="ltr" className="text-soft truncate font-medium" title={sender}>
        {label}
      </span>
      {isWaiting && (
        <span className="text-faint animate-breathe truncate">
          {run.isRetrying ? t('chat.retrying') : t(`chat.phase.${run.phase}`)}
        </span>
      )}
    </div>
  );
}

function partsOf({ content, text }: Message): readonly ContentPart[] {
  if (content?.length) return content;
  return text ? [{ type: 'text', text }] : [];
}
