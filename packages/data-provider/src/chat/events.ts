import { z } from 'zod';
import { contentPartSchema, messageSchema, usageSchema } from '../messages/schemas.ts';
import { conversationSchema } from '../conversations/schemas.ts';

/** Why a model call failed, in words the whole product shares. */
export const providerErrorCodes = [
  'auth',
  'quota',
  'rate',
  'context_length',
  'refused',
  'unsupported',
  'bad_request',
  'down',
  'malformed',
  'timeout',
  'no_key',
  'unknown',
] as const;
export type ProviderErrorCode = (typeof providerErrorCodes)[number];

export const runErrorSchema = z.object({
  code: z.enum(providerErrorCodes),
  /** A sentence the reader can act on. Never holds a key, URL or stack. */
  message: z.string(),
  retryable: z.boolean(),
  /** The incumbent's text for it, often a JSON object with `type`, where its client knows one. */
  wire: z.string().optional(),
});
export type RunError = z.infer<typeof runErrorSchema>;

/** How a run ended. Exactly one per run. */
export const runOutcomes = ['complete', 'stopped', 'failed', 'interrupted', 'deleted'] as const;
export type RunOutcome = (typeof runOutcomes)[number];

const index = z.number().int().nonnegative();

/**
 * Everything a run can tell, in order. The log numbers these from 1; a reader who has seen `seq` n gets n + 1 next.
 * What an event does to a message is decided in `applyEvent` and nowhere else.
 */
export const runEventSchema = z.discriminatedUnion('type', [
  /**
   * First event. `responseMessage` is the seed every later event is applied to. Sent again, with what is stored, to a
   * reader whose log is gone.
   */
  z.object({
    type: z.literal('run-start'),
    runId: z.string(),
    requestMessage: messageSchema,
    responseMessage: messageSchema,
    /** Parts the answer had before this run (edited answers); wire indexes are counted after them. */
    keptParts: index,
    /** The reader already shows the kept parts (edited answers); otherwise they are news to it (continued ones). */
    areKeptPartsShown: z.boolean().optional(),
  }),
  /** Opens slot `index`; slots are opened in order and never skipped. */
  z.object({ type: z.literal('part-start'), index, part: contentPartSchema }),
  z.object({ type: z.literal('text-delta'), index, text: z.string() }),
  z.object({ type: z.literal('reasoning-delta'), index, text: z.string() }),
  z.object({ type: z.literal('reasoning-end'), index, durationMs: z.number() }),
  z.object({ type: z.literal('tool-args-delta'), index, args: z.string() }),
  z.object({ type: z.literal('tool-result'), index, args: z.string(), output: z.string() }),
  z.object({ type: z.literal('attachment'), attachment: z.looseObject({}) }),
  z.object({ type: z.literal('usage'), usage: usageSchema }),
  /** Nothing visible happened for a while, or a failed call is tried again. Shown, never stored. */
  z.object({ type: z.literal('notice'), notice: z.enum(['waiting', 'retrying']) }),
  /** Last event. Both messages and the conversation are stored before it is sent. */
  z.object({
    type: z.literal('run-end'),
    outcome: z.enum(runOutcomes),
    responseMessage: messageSchema.nullable(),
    conversation: conversationSchema.nullable(),
    error: runErrorSchema.optional(),
  }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

export const isTerminal = (event: RunEvent): event is RunEventOf<'run-end'> => event.type === 'run-end';
