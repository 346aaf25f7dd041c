import { ParleyProvider } from '@parley/client/react';
import { ToastLayer } from '@parley/ui/toast';
import { TooltipLayer } from '@parley/ui/tooltip';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api/client.ts';
import { session } from '../shared/api/session-state.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

export function App() {
  const { t } = useTranslation();

  // Signing in or out, here or in another tab, decides anew which page is right.
  useEffect(() => {
    let before = session.get().status;
    return session.subscribe(() => {
      const { status } = session.get();
      if (status === before) return;
      before = status;
      if (status === 'out') queryClient.clear();
      if (status !== 'unknown') void router.invalidate();
    });
  }, []);

  return (
    <ParleyProvider client={api} queryClient={queryClient}>
      <RouterProvider router={router} />
      <ToastLayer closeLabel={t('common.close')} />
      <TooltipLayer />
    </ParleyProvider>
  );
}
