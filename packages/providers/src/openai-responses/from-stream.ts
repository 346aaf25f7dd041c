import type { Metadata } from '../sdk/state.ts';

/** The package passes over unknown events itself. */
export function isSkippable(): boolean {
  return false;
}

/** Some models mark text as a comment on the way or as the answer, and want to see the mark again. */
export function textState({ phase }: Metadata): Metadata {
  return phase === undefined ? {} : { phase };
}
