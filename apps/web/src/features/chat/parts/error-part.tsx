import type { Message } from '@parley/data-provider';
import { Button } from '@parley/ui/button';
import { CircleAlert, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../../../shared/commands/command.ts';
import { errorText } from '../run/error-text.ts';
import { useThread } from '../thread/thread-context.ts';

/** What went wrong, in plain words, where the answer would stand; and what can be done about it. */
export function ErrorPart({ error, answer }: { error: string; answer: Message }) {
  const { t } = useTranslation();
  const { tryAgain, isBusy } = useThread();
  const found = errorText(error);
  return (
    <div className="bg-danger-soft text-danger-ink text-ui grid gap-3 rounded-lg px-4 py-3.5">
      <p className="flex gap-2.5">
        <CircleAlert size={18} className="mt-0.5 shrink-0" aria-hidden="true" />
        <span dir="auto" className="wrap-anywhere">
          {'key' in found ? t(found.key) : found.text}
        </span>
      </p>
      <div className="flex flex-wrap gap-2 ps-7">
        <Button size="sm" icon={<RotateCcw size={14} />} disabled={isBusy} onClick={() => tryAgain(answer)}>
          {t('common.retry')}
        </Button>
        <Button size="sm" variant="ghost" className="text-danger-ink!" onClick={() => runCommand('models.choose')}>
          {t('chat.otherModel')}
        </Button>
      </div>
    </div>
  );
}
