import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCReact, type CreateTRPCReact } from '@trpc/react-query';
import type { ReactNode } from 'react';
import type { ClientRouter, ParleyClient } from './create-client.ts';

/** `trpc.conversations.list.useQuery({ … })`, typed from the contract. */
export const trpc: CreateTRPCReact<ClientRouter, unknown> = createTRPCReact<ClientRouter>();

interface ParleyProviderProps {
  client: ParleyClient;
  queryClient: QueryClient;
  children: ReactNode;
}

/** Makes `trpc` hooks and TanStack Query work below it. */
export function ParleyProvider({ client, queryClient, children }: ParleyProviderProps) {
  return (
    <trpc.Provider client={client.trpc} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
