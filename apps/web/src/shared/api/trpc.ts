import { trpc } from '@parley/client/react';

export { trpc };
export type ApiUtils = ReturnType<typeof trpc.useUtils>;
