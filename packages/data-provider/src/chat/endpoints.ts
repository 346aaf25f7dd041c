import { z } from 'zod';
import { signedIn } from '../core/access.ts';
import { domain, get, post } from '../core/endpoint.ts';
import { uuidSchema } from '../core/schemas.ts';
import { runEventSchema } from './events.ts';
import { abortRequestSchema, chatRequestSchema, chatStartedSchema, chatStatusSchema } from './schemas.ts';

const runErrors = ['not_found', 'forbidden', 'conflict', 'rate_limited', 'unavailable'] as const;

export const chat = domain('/api/agents/chat', {
  start: post('/', {
    access: signedIn,
    summary: 'Start a turn; answers at once, the stream follows',
    body: chatRequestSchema,
    output: chatStartedSchema,
    limit: 'message',
    errors: runErrors,
  }),
  startAt: post('/:endpoint', {
    access: signedIn,
    summary: "Start a turn; the path's endpoint counts when the body names none",
    params: z.object({ endpoint: z.string().min(1).max(128) }),
    body: chatRequestSchema,
    output: chatStartedSchema,
    limit: 'message',
    errors: runErrors,
  }),
  stream: get('/stream/:streamId', {
    access: signedIn,
    summary: 'Follow a turn: everything after the last event seen, then live',
    params: z.object({ streamId: uuidSchema }),
    query: z.object({
      /** `true`: a snapshot first, then only what is new. */
      resume: z.string().max(16).optional(),
    }),
    event: runEventSchema,
    errors: ['not_found', 'forbidden', 'rate_limited'],
  }),
  active: get('/active', {
    access: signedIn,
    summary: 'Conversations with a running turn',
    output: z.object({ activeJobIds: z.array(z.string()) }),
  }),
  status: get('/status/:conversationId', {
    access: signedIn,
    summary: 'Whether a turn is running, and what it has said so far',
    params: z.object({ conversationId: uuidSchema }),
    output: chatStatusSchema,
    errors: ['forbidden'],
  }),
  abort: post('/abort', {
    access: signedIn,
    summary: 'Stop a running turn and keep what was written',
    body: abortRequestSchema,
    output: z.object({ success: z.literal(true), aborted: z.string() }),
    errors: ['not_found', 'forbidden', 'unavailable'],
  }),
  /** The simple stream of the older documentation: text only. */
  text: get('/text/:conversationId', {
    access: signedIn,
    summary: 'Follow a turn as plain text deltas',
    params: z.object({ conversationId: uuidSchema }),
    aliases: [{ path: '/api/messages/stream/:conversationId' }],
    event: z.object({
      kind: z.enum(['delta', 'reasoning', 'final', 'error']),
      data: z.record(z.string(), z.string()),
    }),
    errors: ['not_found'],
  }),
});
