import i18next from 'i18next';

/** Numbers, dates and durations in the page's language. */
export const formatNumber = (value: number, options?: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(i18next.language, options).format(value);

export const formatDate = (iso: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(i18next.language, options).format(new Date(iso));

export const formatMoment = (iso: string): string => formatDate(iso, { dateStyle: 'full', timeStyle: 'short' });

/** The time of day for today, the date for other days. */
export function formatTime(iso: string, now = new Date()): string {
  const isToday = new Date(iso).toDateString() === now.toDateString();
  return formatDate(iso, isToday ? { timeStyle: 'short' } : { dateStyle: 'medium' });
}

export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) {
    const maximumFractionDigits = seconds < 10 ? 1 : 0;
    return formatNumber(seconds, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits });
  }
  const minutes = formatNumber(Math.floor(seconds / 60), { style: 'unit', unit: 'minute', unitDisplay: 'narrow' });
  const rest = formatNumber(Math.round(seconds % 60), { style: 'unit', unit: 'second', unitDisplay: 'narrow' });
  return `${minutes} ${rest}`;
}
