import { notifyManager, QueryClient } from '@tanstack/react-query';
import { codeOf, isUnreachable } from '../shared/api/errors.ts';

// What changes together is drawn together: the default waits for another turn of the event loop.
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      // Only what may pass is asked again.
      retry: (failures, error) => failures < 3 && (isUnreachable(error) || codeOf(error) === 'internal'),
    },
  },
});
