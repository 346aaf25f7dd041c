import type { ContentPart } from '@parley/data-provider';
import { Spinner } from '@parley/ui/spinner';
import { ChevronRight, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Call = Extract<ContentPart, { type: 'tool_call' }>['tool_call'];

/** One line; what went in and came out on demand. */
export function ToolPart({ call, isLive }: { call: Call; isLive: boolean }) {
  const { t } = useTranslation();
  const isRunning = isLive && call.output === undefined;
  return (
    <details className="group/tool border-line bg-card rounded-lg border">
      <summary className="touch-y text-ui focus-inside flex list-none items-center gap-2.5 rounded-lg px-3 [&::-webkit-details-marker]:hidden">
        {isRunning ? <Spinner size={15} /> : <Wrench size={15} className="text-faint" aria-hidden="true" />}
        <span dir="ltr" className="min-w-0 flex-1 truncate font-medium">
          {call.name}
        </span>
        <span className="text-faint text-meta">{isRunning ? t('chat.tool.running') : t('chat.tool.done')}</span>
        <ChevronRight
          size={15}
          className="text-faint transition-transform group-open/tool:rotate-90 rtl:-scale-x-100"
        />
      </summary>
      <dl className="border-line grid gap-3 border-t p-3">
        <Detail
          label={t('chat.tool.input')}
          text={typeof call.args === 'string' ? call.args : JSON.stringify(call.args, null, 2)}
        />
        <Detail label={t('chat.tool.output')} text={call.output} />
      </dl>
    </details>
  );
}

function Detail({ label, text }: { label: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <div>
      <dt className="text-faint text-meta mb-1">{label}</dt>
      <dd className="code bg-code max-h-72 overflow-auto rounded-md p-3 wrap-anywhere whitespace-pre-wrap">{text}</dd>
    </div>
  );
}
