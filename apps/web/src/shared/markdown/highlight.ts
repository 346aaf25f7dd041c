import type { HighlightReply, HighlightRequest } from './highlight-protocol.ts';

/** Longer listings stay plain: colours are not worth the memory. */
const longestCode = 200_000;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (lines: string[] | null) => void>();

/** The colours of some code, line by line; null when there are none to give. */
export function highlight(code: string, language: string): Promise<string[] | null> {
  if (!language || code.length > longestCode || typeof Worker === 'undefined') return Promise.resolve(null);
  const running = (worker ??= start());
  const id = ++lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    running.postMessage({ id, code, language } satisfies HighlightRequest);
  });
}

function start(): Worker {
  const started = new Worker(new URL('./highlight.worker.ts', import.meta.url), { type: 'module', name: 'highlight' });
  started.addEventListener('message', ({ data }: MessageEvent<HighlightReply>) => {
    waiting.get(data.id)?.(data.lines);
    waiting.delete(data.id);
  });
  // Without it, code is plain: nothing else may wait for it.
  started.addEventListener('error', () => {
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  });
  return started;
}
