import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { initTRPC, TRPCError } from '@trpc/server';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** A few of the sample's procedures on tRPC's own server, whose answers ours are compared with. */
export async function startStock() {
  const t = initTRPC.context<{ isSignedIn: boolean }>().create({ isDev: false });
  const signedIn = t.procedure.use(({ ctx, next }) => (ctx.isSignedIn ? next() : refuse('UNAUTHORIZED')));
  const router = t.router({
    notes: {
      get: signedIn.input(z.object({ params: z.object({ noteId: z.string() }) })).query(({ input: { params } }) => {
        if (params.noteId === 'missing') refuse('NOT_FOUND');
        return { id: params.noteId, title: `Note ${params.noteId}`, tags: [] };
      }),
      recent: signedIn.query(() => [{ id: 'recent', title: 'Note recent', tags: [] }]),
      remove: signedIn
        .input(z.object({ body: z.object({ ids: z.array(z.string()) }) }))
        .mutation(({ input: { body } }) => ({ deleted: body.ids.length })),
      purge: signedIn.mutation(() => refuse('FORBIDDEN')),
    },
  });
  const server = createHTTPServer({
    router,
    basePath: '/trpc/',
    createContext: ({ req }) => ({ isSignedIn: req.headers.authorization !== undefined }),
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(code: TRPC_ERROR_CODE_KEY): never {
  throw new TRPCError({ code });
}
