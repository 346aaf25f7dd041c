import { failurePrefix } from '@parley/data-provider';
import type { ParseKeys } from 'i18next';

/** Failures that arrive as `{ type, … }` in text form, and what they are called here. */
const byType: Record<string, ParseKeys> = {
  no_user_key: 'errors.noKey',
  expired_user_key: 'errors.expiredKey',
  invalid_user_key: 'errors.invalidKey',
  missing_model: 'errors.missingModel',
  models_not_loaded: 'errors.modelsNotLoaded',
  endpoint_models_not_loaded: 'errors.modelsNotLoaded',
  illegal_model_request: 'errors.modelNotOffered',
  INPUT_LENGTH: 'errors.tooLong',
  refusal: 'errors.refused',
  token_balance: 'errors.noBalance',
  moderation: 'errors.moderation',
  message_limit: 'errors.messageLimit',
  concurrent: 'errors.concurrent',
  ban: 'errors.banned',
};

export type ErrorText = { key: ParseKeys } | { text: string };

/** A failure as stored in an answer: a sentence, or a JSON object whose `type` has a sentence of its own here. */
export function errorText(stored: string): ErrorText {
  const key = byType[typeOf(stored) ?? ''];
  return key === undefined
    ? { text: stored.startsWith(failurePrefix) ? stored.slice(failurePrefix.length) : stored }
    : { key };
}

function typeOf(stored: string): string | null {
  const start = stored.indexOf('{');
  if (start === -1) return null;
  try {
    const { type } = JSON.parse(stored.slice(start)) as { type?: unknown };
    return typeof type === 'string' ? type : null;
  } catch {
    return null;
  }
}
