import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/client.ts';
import { endSession } from '../../shared/api/session-state.ts';
import { trpc } from '../../shared/api/trpc.ts';

/** Ends the session here, in all tabs and on the server, and forgets what was read with it. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const logout = trpc.auth.logout.useMutation({
    onSettled: () => {
      api.session.setToken(null);
      endSession();
      queries.clear();
    },
  });
  return () => logout.mutate();
}
