import type { Contract } from '@parley/data-provider/core';
import type { Express } from 'express';
import type { AdapterContext } from './context.ts';
import { createCore } from './core.ts';
import type { MountedApi, MountOptions } from './mount-options.ts';
import { compileOperations } from './operation.ts';
import { createRest } from './rest.ts';
import { createStreams } from './sse.ts';
import { createTrpc } from './trpc.ts';

/**
 * Serves a contract on an Express app: REST at its declared paths, tRPC below `trpcPath`. Everything that can be
 * prepared is prepared here, and a declaration that cannot be served stops the start.
 */
export function mountApi<const T extends Contract, C extends AdapterContext>(
  app: Express,
  options: MountOptions<T, C>,
): MountedApi {
  const {
    trpcPath = '/trpc',
    ownedPrefixes = ['/api'],
    maxBatchSize = 50,
    pingMs = 15_000,
    mayStayMs = 3_000,
  } = options;
  const operations = compileOperations<T, C>(options.contract, options.handlers);
  const core = createCore(options);
  const streams = createStreams({ pingMs, mayStayMs });
  app.use(createTrpc({ core, streams, operations, path: trpcPath, maxBatchSize }));
  app.use(createRest({ core, streams, operations, ownedPrefixes }));
  return { closeStreams: () => streams.closeAll() };
}
