import { type Ref, type RefCallback, useCallback, useLayoutEffect, useRef } from 'react';

/** `field-sizing: content` where the browser has it, else the height is measured after each change. */
const isNative = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

export function useAutoGrow(value: string, outer?: Ref<HTMLTextAreaElement>): RefCallback<HTMLTextAreaElement> {
  const inner = useRef<HTMLTextAreaElement | null>(null);

  useLayoutEffect(() => {
    const area = inner.current;
    if (isNative || !area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  }, [value]);

  return useCallback(
    (area: HTMLTextAreaElement | null) => {
      inner.current = area;
      if (area && isNative) area.style.setProperty('field-sizing', 'content');
      if (typeof outer === 'function') outer(area);
      else if (outer) outer.current = area;
    },
    [outer],
  );
}
