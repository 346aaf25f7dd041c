import { type Message } from '@parley/data-provider';
import { Button } from '@parley/ui/button';
import { CircleStop, Play } from 'lucide-react';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isLocal } from '../run/local-messages.ts';
import { useThread } from './thread-context.ts';

/** Says when an answer did not come to its end, and offers to go on with it. */
export function AnswerState({ answer, isLast }: { answer: Message; isLast: boolean }) {
  const { t } = useTranslation();
  const { goOn, isBusy } = useThread();
  const key = reasonOf(answer);
  if (key === null) return null;
  return (
    <div className="text-faint text-meta mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span className="inline-flex items-center gap-1.5">
        <CircleStop size={15} aria-hidden="true" />
        {t(key)}
      </span>
      {isLast && (
        <Button size="sm" icon={<Play size={14} />} disabled={isBusy} onClick={() => goOn(answer)}>
          {t('chat.goOn')}
        </Button>
      )}
    </div>
  );
}

function reasonOf({ unfinished, finish_reason: reason, error, messageId }: Message): ParseKeys | null {
  if (isLocal(messageId) || error) return null;
  if (reason === 'length') return 'chat.ended.length';
  if (reason === 'aborted') return 'chat.ended.stopped';
  return unfinished ? 'chat.ended.interrupted' : null;
}
