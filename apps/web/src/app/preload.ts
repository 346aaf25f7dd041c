/** Fetches what most visits open sooner or later, once the page has nothing better to do. */
export function preloadPopups(): void {
  const load = () => {
    void import('@parley/ui/menu-popup');
    void import('@parley/ui/popover-popup');
    void import('../features/models/model-list.tsx');
  };
  // Safari has no idle callback.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load, { timeout: 5000 });
  else setTimeout(load, 2000);
}
