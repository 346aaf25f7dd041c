import type { Metadata } from '../sdk/state.ts';

/** Every chunk has the same shape; one that has not is an error. */
export function isSkippable(): boolean {
  return false;
}

/** The signature of the thoughts before a text often comes with the text. */
export function textState({ thoughtSignature }: Metadata): Metadata {
  return thoughtSignature === undefined ? {} : { thoughtSignature };
}
