import i18next from 'i18next';

/** Making a formatter costs far more than using one, and pages use few. */
const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function once<F extends Intl.DateTimeFormat | Intl.NumberFormat>(
  kind: string,
  options: object,
  make: (language: string) => F,
): F {
  const key = `${kind} ${i18next.language} ${JSON.stringify(options)}`;
  // A key belongs to one kind, so what is stored under it is of that kind.
  const formatter = (made.get(key) as F | undefined) ?? make(i18next.language);
  made.set(key, formatter);
  return formatter;
}

/** Numbers, dates and durations in the page's language. */
export const formatNumber = (value: number, options: Intl.NumberFormatOptions = {}): string =>
  once('number', options, (language) => new Intl.NumberFormat(language, options)).format(value);

export const formatDate = (iso: string, options: Intl.DateTimeFormatOptions): string =>
  once('date', options, (language) => new Intl.DateTimeFormat(language, options)).format(new Date(iso));

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
