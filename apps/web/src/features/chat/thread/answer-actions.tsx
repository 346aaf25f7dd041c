import type { Message, Usage } from '@parley/data-provider';
import { IconButton } from '@parley/ui/icon-button';
import { Pencil, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoment, formatNumber, formatTime } from '../../../shared/i18n/format.ts';
import type { Step } from '../tree/tree.ts';
import { CopyButton, MessageActions } from './message-actions.tsx';
import { SiblingNav } from './sibling-nav.tsx';
import { useThread } from './thread-context.ts';

export interface AnswerActionsProps {
  answer: Message;
  step: Step;
  text: string;
  isAlwaysShown: boolean;
  onEdit: () => void;
}

export function AnswerActions({ answer, step, text, isAlwaysShown, onEdit }: AnswerActionsProps) {
  const { t } = useTranslation();
  const { tryAgain, isBusy } = useThread();
  return (
    <MessageActions isAlwaysShown={isAlwaysShown}>
      {text && <CopyButton text={text} />}
      <IconButton
        label={t('chat.tryAgain')}
        icon={<RotateCcw size={16} />}
        disabled={isBusy}
        onClick={() => tryAgain(answer)}
      />
      {text && (
        <IconButton label={t('chat.editAnswer')} icon={<Pencil size={15} />} disabled={isBusy} onClick={onEdit} />
      )}
      <SiblingNav step={step} />
      <Facts answer={answer} />
    </MessageActions>
  );
}

function Facts({ answer }: { answer: Message }) {
  const { t } = useTranslation();
  const usage = answer.metadata?.['usage'] as Usage | undefined; // written by the `usage` event
  return (
    <span className="text-faint ms-auto px-2 tabular-nums">
      {answer.isEdited && `${t('chat.edited')} · `}
      {usage && `${t('chat.tokens', { count: usage.outputTokens, shown: formatNumber(usage.outputTokens) })} · `}
      <time dateTime={answer.createdAt} title={formatMoment(answer.createdAt)}>
        {formatTime(answer.createdAt)}
      </time>
    </span>
  );
}
