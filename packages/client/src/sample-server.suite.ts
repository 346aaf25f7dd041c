import { anyone, domain, fail, get, post, type RouterOf, signedIn } from '@parley/data-provider/core';
import { type AdapterContext, implementFor, mountApi, readMultipart } from '@parley/express-adapter';
import express from 'express';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { vi } from 'vitest';
import { z } from 'zod';
import { createClient, createRestClient } from './index.ts';

/** A small server with sessions and a stream, for the tests beside. */
export const contract = {
  auth: domain('/api/auth', {
    login: post('/login', { access: anyone, summary: 'Always refused', output: z.object({ token: z.string() }) }),
    refresh: post('/refresh', { access: anyone, summary: 'Refresh', output: z.looseObject({}) }),
  }),
  things: domain('/api/things', {
    get: get('/:id', {
      access: signedIn,
      summary: 'One',
      params: z.object({ id: z.string() }),
      output: z.object({ id: z.string() }),
    }),
    list: get('/', {
      access: anyone,
      summary: 'All',
      query: z.object({ tags: z.array(z.string()).optional(), isNew: z.boolean().optional() }),
      output: z.object({ asked: z.record(z.string(), z.unknown()) }),
    }),
    create: post('/', {
      access: signedIn,
      summary: 'New',
      body: z.object({ name: z.string().min(2) }),
      output: z.object({ name: z.string() }),
    }),
    clear: post('/clear', { access: signedIn, summary: 'None' }),
    crash: get('/crash/now', { access: anyone, summary: 'Fails', output: z.object({}) }),
    upload: post('/upload', { access: signedIn, summary: 'Upload', raw: 'upload', body: z.object({ file: z.file() }) }),
  }),
  feed: domain('/api/feed', {
    follow: get('/:kind', {
      access: signedIn,
      summary: 'Numbers',
      params: z.object({ kind: z.string() }),
      event: z.object({ n: z.number() }),
    }),
  }),
};
export type SampleRouter = RouterOf<typeof contract>;

/** What the server does next, and what it saw. */
export interface State {
  validToken: string;
  refresh: 'ok' | 'none' | 'down';
  /** What a refresh gives out instead of the valid token. */
  handsOut: string | null;
  /** How many more stream requests a proxy answers with 502. */
  badGateways: number;
  refreshes: number;
  refreshing: number;
  /** The most refreshes that were under way at one time. */
  refreshesAtOnce: number;
  batches: number[];
  subscriptions: number;
}

export const freshState = (): State => ({
  validToken: 't1',
  refresh: 'ok',
  handsOut: null,
  badGateways: 0,
  refreshes: 0,
  refreshing: 0,
  refreshesAtOnce: 0,
  batches: [],
  subscriptions: 0,
});

export const state = freshState();

const implement = implementFor<AdapterContext>();
const handlers = {
  auth: implement(contract.auth, {
    login: () => fail('unauthorized', 'Wrong password.'),
    async refresh() {
      state.refreshes += 1;
      state.refreshing += 1;
      state.refreshesAtOnce = Math.max(state.refreshesAtOnce, state.refreshing);
      await delay(20);
      state.refreshing -= 1;
      if (state.refresh === 'down') fail('unavailable');
      return state.refresh === 'ok'
        ? { token: state.handsOut ?? state.validToken, user: {} }
        : { message: 'Refresh token not provided' };
    },
  }),
  things: implement(contract.things, {
    get: ({ params }) =>
      params.id === 'missing' ? fail('not_found', 'No such thing.', { body: { type: 'gone' } }) : params,
    list: ({ query }) => ({ asked: query }),
    create: ({ body }) => body,
    clear: () => {},
    crash: () => {
      throw new Error('secret');
    },
    async upload(_, { signal }, { req, res }) {
      const names: string[] = [];
      for await (const part of readMultipart(req, { signal, limits: { fileSize: 100, files: 1 } })) {
        names.push(part.kind === 'file' ? part.filename : part.name);
      }
      res.json({ names });
    },
  }),
  feed: implement(contract.feed, {
    async *follow({ params }, _ctx, { lastEventId, signal }) {
      state.subscriptions += 1;
      if (params.kind === 'missing') fail('not_found');
      for (let n = Number(lastEventId ?? 0) + 1; n <= 20 && !signal.aborted; n += 1) {
        await delay(2);
        if (params.kind === 'crash') throw new Error('secret');
        yield { id: String(n), data: { n } };
      }
    },
  }),
};

const app = express();
app.use((req, res, next) => {
  if (!req.path.startsWith('/trpc/feed.') || state.badGateways === 0) return next();
  state.badGateways -= 1;
  res.status(502).send('<h1>Bad gateway</h1>');
});
const quiet = { error: () => {}, warn: () => {} };
mountApi<typeof contract, AdapterContext>(app, {
  contract,
  handlers,
  createContext({ req, info, requestId, ip, signal }) {
    if (info.transport === 'trpc') state.batches.push(info.names.length);
    const isValid = req.get('authorization') === `Bearer ${state.validToken}`;
    return { user: isValid ? { id: 'ann', role: 'USER' } : null, requestId, ip, signal, log: quiet };
  },
  hasPermissions: () => false,
  limits: {},
  log: quiet,
});

export const server = app.listen(0, '127.0.0.1');
export const url = await urlOf(server);

/** A port that was free a moment ago. */
export async function urlOfNobody(): Promise<string> {
  const nobody = createServer().listen(0, '127.0.0.1');
  const url = await urlOf(nobody);
  await new Promise((resolve) => nobody.close(resolve));
  return url;
}

async function urlOf(listening: Server): Promise<string> {
  await new Promise((resolve) => listening.once('listening', resolve));
  // A TCP server's address is never a string.
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

/** A client that is signed in with `token`, and its REST side. */
export function start(token: string | null = 't1') {
  const onUnauthorized = vi.fn<() => void>();
  const client = createClient<SampleRouter>({ url, onUnauthorized });
  client.session.setToken(token);
  return { ...client, rest: createRestClient(contract, client), onUnauthorized };
}
