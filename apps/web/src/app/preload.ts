import { whenIdle } from '../shared/when-idle.ts';

/** Fetches what most visits open sooner or later. */
export const preloadPopups = (): (() => void) =>
  whenIdle(() => {
    void import('@parley/ui/menu-popup');
    void import('@parley/ui/popover-popup');
    void import('../features/models/model-list.tsx');
  });
