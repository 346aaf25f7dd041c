import { beginSession } from '../../shared/api/session.ts';
import { trpc } from '../../shared/api/trpc.ts';

/** Signs in; what depends on the session follows by itself. */
export function useSignIn() {
  const login = trpc.auth.login.useMutation({
    onSuccess: (result) => {
      if ('token' in result) beginSession(result);
    },
  });
  return {
    ...login,
    mutate: (body: { email: string; password: string }, options?: Parameters<typeof login.mutate>[1]) =>
      login.mutate({ body }, options),
  };
}
