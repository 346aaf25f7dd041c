import {
  adminOnly,
  anyone,
  can,
  del,
  domain,
  get,
  optionalUser,
  patch,
  post,
  type RouterOf,
  signedIn,
} from '@parley/data-provider/core';
import { z } from 'zod';

/** A small API with one of everything the adapter must serve. */

const noteSchema = z.object({ id: z.string(), title: z.string(), tags: z.array(z.string()) });
const byIdSchema = z.object({ noteId: z.string().min(1).max(64) });
const newNoteSchema = z.object({ title: z.string().min(1).max(80), tags: z.array(z.string()).optional() });

const notes = domain('/api/notes', {
  get: get('/:noteId', {
    access: signedIn,
    summary: 'One note',
    params: byIdSchema,
    output: noteSchema,
    errors: ['not_found'],
  }),
  list: get('/', {
    access: signedIn,
    summary: 'Notes, and what was asked for',
    query: z.object({
      limit: z.number().int().max(100).default(25),
      isPinned: z.boolean().optional(),
      tags: z.array(z.string()).optional(),
      sizes: z.array(z.number()).optional(),
      order: z.enum(['asc', 'desc']).optional(),
    }),
    output: z.object({ notes: z.array(noteSchema), asked: z.record(z.string(), z.unknown()) }),
  }),
  // Declared after `/:noteId` on purpose: the literal path must win.
  recent: get('/recent', { access: signedIn, summary: 'Latest notes', output: z.array(noteSchema) }),
  create: post('/', {
    access: signedIn,
    summary: 'Write a note',
    body: newNoteSchema,
    bodyForms: [
      { summary: '{ note: { … } }', when: (body) => 'note' in body, to: (body) => body['note'], status: 202 },
    ],
    output: z.object({ note: noteSchema, received: z.record(z.string(), z.unknown()) }),
    status: 201,
    otherStatuses: [200],
    aliases: [
      { path: '/api/note/new', status: 203 },
      { method: 'PUT', path: '/api/notes' },
    ],
  }),
  rename: patch('/:noteId', {
    access: signedIn,
    summary: 'Rename a note',
    params: byIdSchema,
    body: z.object({ noteId: z.string().optional(), title: z.string() }),
    output: z.object({ inPath: z.string(), inBody: z.string().nullable(), title: z.string() }),
  }),
  remove: del('/', {
    access: signedIn,
    summary: 'Delete notes named in the body',
    body: z.object({ ids: z.array(z.string()).min(1) }),
    output: z.object({ deleted: z.number() }),
  }),
  clear: del('/:noteId', { access: signedIn, summary: 'Delete one note', params: byIdSchema }),
  whoami: get('/who/am/i', {
    access: optionalUser,
    summary: 'The caller',
    output: z.object({ id: z.string().nullable() }),
  }),
  purge: post('/purge', {
    access: adminOnly,
    summary: 'Delete everything',
    output: z.object({ purged: z.literal(true) }),
  }),
  publish: post('/publish', {
    access: can('PROMPTS', 'SHARE'),
    summary: 'Publish',
    output: z.object({ ok: z.literal(true) }),
  }),
  echo: post('/echo', {
    access: anyone,
    summary: 'What arrived',
    body: z.looseObject({}),
    output: z.looseObject({}),
    bodyLimit: 2_000,
  }),
  crash: get('/crash/now', { access: anyone, summary: 'Fails unexpectedly', output: noteSchema }),
  leak: get('/leak/now', { access: anyone, summary: 'Returns too much', output: z.object({ id: z.string() }) }),
  wrong: get('/wrong/now', {
    access: anyone,
    summary: 'Returns the wrong shape',
    output: z.object({ id: z.string() }),
  }),
  refuse: get('/refuse/:code', {
    access: anyone,
    summary: 'Fails on purpose',
    params: z.object({ code: z.enum(['conflict', 'rate_limited', 'gone', 'outage']) }),
    output: noteSchema,
  }),
  completions: post('/completions', {
    access: signedIn,
    summary: 'Fails the OpenAI way',
    body: z.object({ model: z.string() }),
    output: z.object({}),
    errorBody: 'openai',
  }),
});

const session = domain('/api/session', {
  login: post('/login', {
    access: anyone,
    summary: 'Sign in',
    body: z.object({ name: z.string() }),
    output: z.object({ token: z.string() }),
    limit: 'login',
    aliases: [{ path: '/api/admin/login' }],
  }),
  logout: post('/logout', { access: signedIn, summary: 'Sign out' }),
  send: post('/send', {
    access: signedIn,
    summary: 'Counts per user',
    output: z.object({ sent: z.literal(true) }),
    limit: 'message',
  }),
});

const eventSchema = z.object({ n: z.number(), text: z.string() });

const feed = domain('/api/feed', {
  follow: get('/:feedId', {
    access: signedIn,
    summary: 'Numbers, from where the reader stopped',
    params: z.object({ feedId: z.string() }),
    query: z.object({ until: z.number().int().default(5) }),
    event: eventSchema,
    errors: ['not_found'],
  }),
  words: get('/:feedId/words', {
    access: anyone,
    summary: 'The same in a wire format of its own',
    params: z.object({ feedId: z.string() }),
    event: eventSchema,
  }),
});

const files = domain('/api/files', {
  upload: post('/', {
    access: signedIn,
    summary: 'Upload files',
    raw: 'upload',
    body: z.object({ endpoint: z.string(), file: z.file() }),
    output: z.object({ parts: z.array(z.unknown()) }),
    status: 201,
  }),
  download: get('/:name', {
    access: anyone,
    summary: 'Download',
    raw: 'download',
    params: z.object({ name: z.string() }),
  }),
});

export const sample = { notes, session, feed, files };
export type SampleRouter = RouterOf<typeof sample>;
