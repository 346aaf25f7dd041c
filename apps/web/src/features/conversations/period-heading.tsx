import { useTranslation } from 'react-i18next';
import { formatDate } from '../../shared/i18n/format.ts';
import type { Period } from './group-by-date.ts';

export function PeriodHeading({ period }: { period: Period }) {
  const { t } = useTranslation();
  const text =
    typeof period === 'string'
      ? t(`conversations.period.${period}`)
      : formatDate(new Date(period.year, period.month, 1).toISOString(), { month: 'long', year: 'numeric' });
  return <h3 className="text-faint text-meta flex h-full items-end px-3 pb-1.5">{text}</h3>;
}
