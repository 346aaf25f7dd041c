import { ChevronRight } from 'lucide-react';
import { Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../shared/i18n/format.ts';
import { Markdown } from './lazy-markdown.ts';

export interface ReasoningPartProps {
  text: string;
  durationMs: number | undefined;
  isLive: boolean;
}

/** Folded to one line, before and after: the hand-over to the answer moves nothing. */
export function ReasoningPart({ text, durationMs, isLive }: ReasoningPartProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const label = isLive
    ? t('chat.reasoning.live')
    : durationMs === undefined
      ? t('chat.reasoning.done')
      : t('chat.reasoning.doneAfter', { duration: formatDuration(durationMs) });
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="touch-y text-faint text-ui hover:text-ink -ms-1.5 inline-flex items-center gap-1.5 rounded-md px-1.5"
      >
        <ChevronRight
          size={15}
          className={isOpen ? 'rotate-90 transition-transform' : 'transition-transform rtl:-scale-x-100'}
        />
        <span className={isLive ? 'animate-breathe' : undefined}>{label}</span>
      </button>
      <div id={id} hidden={!isOpen} className="border-line text-soft mt-1 border-s-2 ps-4 [&_.prose]:text-[0.9375rem]">
        {isOpen && (
          <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
            <Markdown text={text} isStreaming={isLive} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
