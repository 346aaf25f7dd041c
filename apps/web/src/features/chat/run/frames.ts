/** A hidden page gets no frames; it still has to keep up. */
const hiddenPauseMs = 500;
/** Drawing may take at most about a third of the time. */
const restFactor = 2;

export interface Frames {
  /** Runs the work once, soon: with the next frame, later when the last one was slow to draw. */
  request(): void;
  cancel(): void;
}

/** At most one piece of work per frame, and fewer when frames are expensive. */
export function createFrames(work: () => unknown): Frames {
  let cancelPending: (() => void) | null = null;
  let restUntil = 0;

  const run = () => {
    cancelPending = null;
    const began = performance.now();
    work();
    // React draws in a microtask queued during `work`, so the one queued here comes after it.
    queueMicrotask(() => {
      const took = performance.now() - began;
      restUntil = performance.now() + (took > 8 ? took * restFactor : 0);
    });
  };

  return {
    request() {
      cancelPending ??= schedule(run, Math.max(0, restUntil - performance.now()));
    },
    cancel() {
      cancelPending?.();
      cancelPending = null;
    },
  };
}

function schedule(run: () => void, restMs: number): () => void {
  if (document.hidden) {
    const timer = setTimeout(run, hiddenPauseMs);
    return () => clearTimeout(timer);
  }
  let frame = 0;
  const timer = setTimeout(() => {
    frame = requestAnimationFrame(run);
    // The page may be hidden before the frame comes.
  }, restMs);
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
