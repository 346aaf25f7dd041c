import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { follow, following, type FollowEvent, type FollowState, type Position } from './follow-scroll.ts';

export interface FollowScroll extends FollowState {
  /** To the newest text, and stay with it. */
  jump: () => void;
}

const positionOf = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement): Position => ({
  top: scrollTop,
  height: scrollHeight,
  viewport: clientHeight,
});

interface Watched {
  pane: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  /** Under this name the place is remembered when the view is left. */
  name: string;
}

/** Distance from the end where a view was left, for those that were not at their end. */
const left = new Map<string, number>();

/** Keeps a pane at its end while its content grows, for as long as the reader wants that. */
export function useFollowScroll({ pane, content, name }: Watched): FollowScroll {
  const [state, setState] = useState<FollowState>(() =>
    left.has(name) ? { isFollowing: false, hasMore: true } : following,
  );
  const current = useRef(state);
  /** Where the page itself put the view last; any other place was the reader's doing. */
  const placed = useRef(-1);

  const dispatch = useCallback((event: FollowEvent) => {
    const next = follow(current.current, event);
    if (next === current.current) return;
    current.current = next;
    setState(next);
  }, []);

  const toEnd = useCallback(() => {
    const element = pane.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    placed.current = element.scrollTop;
  }, [pane]);

  useLayoutEffect(() => {
    const element = pane.current;
    const distance = left.get(name);
    if (element && distance !== undefined) element.scrollTop = element.scrollHeight - distance;
    else toEnd();
    return () => {
      if (!element) return;
      if (current.current.isFollowing) left.delete(name);
      else left.set(name, element.scrollHeight - element.scrollTop);
    };
  }, [pane, name, toEnd]);

  useEffect(() => {
    const [element, inner] = [pane.current, content.current];
    if (!element || !inner) return;
    let before = positionOf(element);
    const onScroll = () => {
      const now = positionOf(element);
      const isByReader = Math.abs(now.top - placed.current) > 1;
      placed.current = -1;
      dispatch({ type: 'scrolled', before, now, isByReader });
      before = now;
    };
    // Runs after layout and before paint: the reader never sees the view lag behind.
    const observer = new ResizeObserver(() => {
      if (current.current.isFollowing) toEnd();
      else dispatch({ type: 'grew', now: positionOf(element) });
      before = positionOf(element);
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(inner);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [pane, content, dispatch, toEnd]);

  const jump = useCallback(() => {
    dispatch({ type: 'jumped' });
    toEnd();
  }, [dispatch, toEnd]);

  return { ...state, jump };
}
