import type { ErrorDetail } from '@parley/data-provider';
import { ParleyError, type ParleyErrorCode } from '@parley/client';
import type { TFunction } from 'i18next';

export const codeOf = (error: unknown): ParleyErrorCode | null => (error instanceof ParleyError ? error.code : null);

export const detailsOf = (error: unknown): readonly ErrorDetail[] =>
  error instanceof ParleyError ? error.details : [];

/** No answer came, or only a proxy's: the call may never have arrived, and may work the next time. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'network' || code === 'unavailable';
}

/** A failure as a sentence for the reader. The API writes its expected ones for them; others are not. */
export function sentenceOf(error: unknown, t: TFunction): string {
  const code = codeOf(error);
  if (code === 'network') return t('errors.unreachable');
  if (code === null || code === 'internal' || !(error instanceof Error)) return t('errors.unexpected');
  return error.message;
}
