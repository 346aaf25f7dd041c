import { useEffect, useRef, useState } from 'react';
import { highlight } from './highlight.ts';

/** While code is being written, colours follow at most this often, and slower as it grows. */
const shortestPause = 120;

/** The colours of `code`, perhaps of a little less than all of it. Empty until they are known. */
export function useHighlight(code: string, language: string): readonly string[] {
  const [lines, setLines] = useState<readonly string[]>([]);
  const loop = useRef({ code: '', language: '', isBusy: false, isGone: false });

  useEffect(() => {
    const state = loop.current;
    state.isGone = false;
    return () => {
      state.isGone = true;
    };
  }, []);

  useEffect(() => {
    const state = loop.current;
    Object.assign(state, { code, language });
    if (state.isBusy) return;
    state.isBusy = true;
    void follow(state, setLines).finally(() => {
      state.isBusy = false;
    });
  }, [code, language]);

  return lines;
}

/** Colours the newest code again and again until it has caught up. */
async function follow(
  state: { code: string; language: string; isGone: boolean },
  show: (lines: readonly string[]) => void,
): Promise<void> {
  for (let done: string | null = null; !state.isGone && done !== state.code;) {
    const { code, language } = state;
    const began = performance.now();
    const lines = await highlight(code, language);
    if (state.isGone) return;
    if (lines) show(lines);
    done = code;
    if (done === state.code) return;
    const pause = Math.max(shortestPause, (performance.now() - began) * 3);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
