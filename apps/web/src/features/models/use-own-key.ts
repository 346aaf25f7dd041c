import { trpc } from '../../shared/api/trpc.ts';

/** Whether the reader's own key for an endpoint is stored. `null` is an endpoint that needs none. */
export function useOwnKey(endpoint: string | null) {
  const key = trpc.keys.get.useQuery({ query: { name: endpoint ?? '' } }, { enabled: endpoint !== null });
  const expiresAt = key.data?.expiresAt;
  const isExpired =
    expiresAt !== undefined && expiresAt !== null && expiresAt !== 'never' && new Date(expiresAt) <= new Date();
  return { endpoint, isMissing: endpoint !== null && key.data !== undefined && (expiresAt === null || isExpired) };
}
