import { describe, expect, it } from 'vitest';
import { follow, following, type FollowState, type Position } from './follow-scroll.ts';

const at = (top: number, height = 2000, viewport = 600): Position => ({ top, height, viewport });
const end = at(1400);
const away: FollowState = { isFollowing: false, hasMore: true };

const scrolled = (before: Position, now: Position, isByReader = true) =>
  ({ type: 'scrolled', before, now, isByReader }) as const;

describe('while following', () => {
  it('lets go when the reader scrolls up, however little', () => {
    expect(follow(following, scrolled(end, at(1360))).isFollowing).toBe(false);
    expect(follow(following, scrolled(end, at(1390))).isFollowing).toBe(false);
  });

  it('goes on when the page itself moves', () => {
    expect(follow(following, scrolled(end, at(1300), false)).isFollowing).toBe(true);
  });

  it('goes on when text below grows', () => {
    expect(follow(following, { type: 'grew', now: at(1400, 2400) })).toBe(following);
  });

  it('goes on when the page becomes shorter and pulls the view up', () => {
    expect(follow(following, scrolled(end, at(1200, 1800))).isFollowing).toBe(true);
  });
});

describe('while reading further up', () => {
  it('stays when text grows, and says that there is more', () => {
    const reading: FollowState = { isFollowing: false, hasMore: false };
    expect(follow(reading, { type: 'grew', now: at(500, 2400) })).toEqual(away);
  });

  it('stays when the page moves by itself, even to the end', () => {
    expect(follow(away, scrolled(at(1300), end, false)).isFollowing).toBe(false);
  });

  it('holds on again when the reader comes to the end', () => {
    expect(follow(away, scrolled(at(1300), at(1380)))).toEqual(following);
  });

  it('holds on again when the reader jumps', () => {
    expect(follow(away, { type: 'jumped' })).toEqual(following);
  });

  it('does not wake anyone when nothing changed', () => {
    expect(follow(away, scrolled(at(500), at(520)))).toBe(away);
  });
});
