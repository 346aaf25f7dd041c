import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Greets by the time of day, in the reader's own clock. */
export function Welcome({ readerName, notice }: { readerName: string; notice: ReactNode }) {
  const { t } = useTranslation();
  const name = readerName.trim().split(/\s+/)[0] ?? '';
  return (
    <div className="mx-auto w-full max-w-(--container-measure) px-5 pb-7 sm:px-7">
      <h1 className="font-display text-display font-semibold text-balance">
        {t(`chat.greeting.${partOfDay(new Date())}`, { name })}
      </h1>
      <p className="text-soft text-body mt-2">{t('chat.greeting.lead')}</p>
      {notice}
    </div>
  );
}

function partOfDay(now: Date): 'night' | 'morning' | 'afternoon' | 'evening' {
  const hour = now.getHours();
  if (hour < 5) return 'night';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}
