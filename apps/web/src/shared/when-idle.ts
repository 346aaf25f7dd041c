/** Gives the first paint and whatever it fetches a head start. */
const headStartMs = 2500;

/** Does something of little urgency once the page has nothing better to do. Returns a way to call it off. */
export function whenIdle(work: () => void): () => void {
  const timer = setTimeout(() => {
    // Safari has no idle callback.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 5000 });
    else work();
  }, headStartMs);
  return () => clearTimeout(timer);
}
