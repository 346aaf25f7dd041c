/**
 * Whether the view stays with the newest text. The reader decides: scrolling up lets go, coming back to the end holds
 * on again, and nothing the page does by itself changes that.
 */
export interface FollowState {
  isFollowing: boolean;
  /** There is text below that has not been in view. */
  hasMore: boolean;
}

export interface Position {
  top: number;
  height: number;
  viewport: number;
}

export type FollowEvent =
  /** The view moved. `isByReader`: wheel, finger, key or scroll bar, and not the page itself. */
  | { type: 'scrolled'; before: Position; now: Position; isByReader: boolean }
  /** The content changed its height. */
  | { type: 'grew'; now: Position }
  /** The reader sent something, opened a conversation or asked to be taken to the end. */
  | { type: 'jumped' };

/** This close to the end counts as the end: rounding, and a finger that stops a little short. */
const slack = 32;

export const following: FollowState = { isFollowing: true, hasMore: false };

const distanceToEnd = ({ top, height, viewport }: Position): number => height - viewport - top;

export function follow(state: FollowState, event: FollowEvent): FollowState {
  switch (event.type) {
    case 'jumped':
      return same(state, following);
    case 'grew':
      if (state.isFollowing) return state;
      return same(state, { isFollowing: false, hasMore: distanceToEnd(event.now) > slack });
    case 'scrolled':
      return same(state, scrolled(state, event));
  }
}

function scrolled(
  state: FollowState,
  { before, now, isByReader }: Extract<FollowEvent, { type: 'scrolled' }>,
): FollowState {
  const isAtEnd = distanceToEnd(now) <= slack;
  const wentUp = now.top < before.top - 1;
  // A shorter page pulls the view up by itself.
  const wasPulled = now.height < before.height;
  if (isByReader && wentUp && !wasPulled) return { isFollowing: isAtEnd && distanceToEnd(now) <= 2, hasMore: !isAtEnd };
  if (isAtEnd && (isByReader || state.isFollowing)) return following;
  return { isFollowing: state.isFollowing && !isByReader, hasMore: !isAtEnd };
}

/** Keeps the object when nothing changed, so that watchers are not woken. */
const same = (before: FollowState, after: FollowState): FollowState =>
  before.isFollowing === after.isFollowing && before.hasMore === after.hasMore ? before : after;
