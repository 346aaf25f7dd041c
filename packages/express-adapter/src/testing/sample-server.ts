import { fail } from '@parley/data-provider/core';
import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { AdapterContext, CallInfo, Logger } from '../context.ts';
import { implementFor } from '../implement.ts';
import { mountApi } from '../mount.ts';
import type { MountedApi, MountOptions } from '../mount-options.ts';
import { readMultipart } from '../read-multipart.ts';
import { sample } from './sample-contract.ts';

interface SampleContext extends AdapterContext<{ id: string; role: string }> {
  feeds: Feeds;
}

/** What tests look at and steer. */
interface Feeds {
  /** Feeds whose readers stopped listening, by name. */
  left: string[];
  /** Bytes each reader pulled out of the endless feed. */
  produced: number;
}

class Outage extends Error {}

const implement = implementFor<SampleContext>();
const note = (id: string, title = `Note ${id}`) => ({ id, title, tags: [] });

const sampleHandlers = {
  notes: implement(sample.notes, {
    get: ({ params }) => (params.noteId === 'missing' ? fail('not_found', 'Note not found.') : note(params.noteId)),
    list: ({ query }) => ({ notes: [note('1')], asked: query }),
    recent: () => [note('recent')],
    create({ body }, _ctx, reply) {
      if (body.title === 'existing') reply.status(200);
      return { note: note('new', body.title), received: body };
    },
    rename: ({ params, body }) => ({ inPath: params.noteId, inBody: body.noteId ?? null, title: body.title }),
    remove: ({ body }) => ({ deleted: body.ids.length }),
    clear: () => {},
    whoami: (_, { user }) => ({ id: user?.id ?? null }),
    purge: () => ({ purged: true }),
    publish: () => ({ ok: true }),
    echo: ({ body }) => body,
    crash: () => {
      throw new Error('connect to secret-host:5432 failed');
    },
    leak: () => ({ id: '1', password: 'hunter2' }),
    // The type says what the declaration allows; a row from outside may still be wrong.
    wrong: () => JSON.parse('{"id":7}') as { id: string },
    refuse({ params }) {
      if (params.code === 'outage') throw new Outage('database is gone');
      return fail(params.code, undefined, { retryAfter: 7, body: { type: 'sample' } });
    },
    completions: ({ body }) =>
      fail('not_found', `Agent not found: ${body.model}`, { body: { code: 'model_not_found' } }),
  }),

  session: implement(sample.session, {
    async login({ body }, _ctx, reply) {
      await delay(1);
      reply.setCookie('refreshToken', body.name, { httpOnly: true, sameSite: 'strict' });
      reply.header('x-sample', 'yes');
      return { token: body.name };
    },
    logout: (_, __, reply) => reply.clearCookie('refreshToken', {}),
    send: () => ({ sent: true }),
  }),

  feed: implement(sample.feed, {
    async follow({ params, query }, { feeds }, { lastEventId, signal }) {
      await delay(1);
      if (params.feedId === 'missing') fail('not_found', 'No such feed.');
      if (params.feedId === 'endless') return endless(feeds, signal);
      return numbers({ feedId: params.feedId, until: query.until, after: Number(lastEventId ?? 0), signal });
    },
    words: {
      subscribe: ({ params }, _ctx, { lastEventId, signal }) =>
        numbers({ feedId: params.feedId, until: 3, after: Number(lastEventId ?? 0), signal }),
      toSse() {
        let count = 0;
        return ({ n, text }) => {
          count += 1;
          if (n === 2) return [];
          return [
            { event: 'message', data: { text } },
            { event: 'count', data: count },
          ];
        };
      },
    },
  }),

  files: implement(sample.files, {
    async upload(_, { signal }, { req, res }) {
      const parts: unknown[] = [];
      for await (const part of readMultipart(req, { signal, limits: { fileSize: 10_000, files: 2 } })) {
        if (part.kind === 'field') {
          parts.push({ field: part.name, value: part.value });
          continue;
        }
        let size = 0;
        if (part.name !== 'ignored') for await (const chunk of part.stream) size += Buffer.byteLength(chunk);
        parts.push({ file: part.name, filename: part.filename, mimeType: part.mimeType, size });
      }
      res.status(201).json({ parts });
    },
    download({ params }, _ctx, { res }) {
      if (params.name === 'crash') throw new Error('disk secret');
      res.type('text/plain').send(`content of ${params.name}`);
    },
  }),
};

interface NumbersOptions {
  feedId: string;
  until: number;
  after: number;
  signal: AbortSignal;
}

async function* numbers({ feedId, until, after, signal }: NumbersOptions) {
  for (let n = after + 1; n <= until; n += 1) {
    if (signal.aborted) return;
    await delay(5);
    if (feedId === 'breaks' && n === 3) throw new Error('secret reason');
    yield { id: String(n), data: { n, text: `word ${n}`, extra: 'must not leave' } };
  }
}

/** As fast as it is read, for ever; what it produced shows how far it ran ahead of its reader. */
async function* endless(feeds: Feeds, signal: AbortSignal) {
  const text = 'x'.repeat(10_000);
  try {
    for (let n = 1; !signal.aborted; n += 1) {
      feeds.produced += text.length;
      yield [{ id: String(n), data: { n, text } }];
      await delay(0);
    }
  } finally {
    feeds.left.push('endless');
  }
}

interface LogLine {
  level: 'error' | 'warn';
  fields: Record<string, unknown>;
}

export interface SampleServer {
  url: string;
  server: Server;
  api: MountedApi;
  logs: LogLine[];
  feeds: Feeds;
  infos: CallInfo[];
  close(): Promise<void>;
}

type Options = Partial<MountOptions<typeof sample, SampleContext>> & { trustProxy?: boolean };

/** A real server on a free port. A bearer token is the user's name; `admin` administers, `sharer` may publish. */
export async function startSample({ trustProxy = false, ...options }: Options = {}): Promise<SampleServer> {
  const logs: LogLine[] = [];
  const feeds: Feeds = { left: [], produced: 0 };
  const infos: CallInfo[] = [];
  const line = (level: LogLine['level']) => (fields: object) => void logs.push({ level, fields: { ...fields } });
  const log: Logger = { error: line('error'), warn: line('warn') };

  const app = express();
  app.set('trust proxy', trustProxy);
  const api = mountApi<typeof sample, SampleContext>(app, {
    contract: sample,
    handlers: sampleHandlers,
    createContext({ req, info, requestId, ip, signal }) {
      infos.push(info);
      const name = /^Bearer (\w+)$/.exec(req.get('authorization') ?? '')?.[1];
      if (name === 'outage') throw new Outage('database is gone');
      const user = name === undefined ? null : { id: name, role: name === 'admin' ? 'ADMIN' : 'USER' };
      return { user, requestId, ip, signal, log, feeds };
    },
    hasPermissions: (user, type, permissions) =>
      user.id === 'sharer' && type === 'PROMPTS' && permissions.every((permission) => permission === 'SHARE'),
    isUnavailable: (error) => error instanceof Outage,
    limits: {},
    log,
    ...options,
  });
  app.use((_req, res) => void res.status(200).send('the page'));

  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    api,
    logs,
    feeds,
    infos,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
