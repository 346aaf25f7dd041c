import { type RefObject, useLayoutEffect, useRef } from 'react';

/** The newest of something that is made anew with every render, for handlers that must stay the same. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
