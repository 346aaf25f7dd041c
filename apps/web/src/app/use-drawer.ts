import { useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { useCallback } from 'react';

declare module '@tanstack/react-router' {
  interface HistoryState {
    isDrawerOpen?: boolean;
  }
}

/** The drawer is a step in the history, so that Back closes it. */
export function useDrawer() {
  const navigate = useNavigate();
  const router = useRouter();
  const isOpen = useRouterState({ select: ({ location }) => location.state.isDrawerOpen === true });
  const open = useCallback(
    () => void navigate({ to: '.', search: true, state: (before) => ({ ...before, isDrawerOpen: true }) }),
    [navigate],
  );
  const close = useCallback(() => {
    if (router.state.location.state.isDrawerOpen) router.history.back();
  }, [router]);
  return { isOpen, open, close };
}
