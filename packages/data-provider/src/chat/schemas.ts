import { z } from 'zod';
import { uuidSchema, wireIdSchema } from '../core/schemas.ts';
import { NEW_CONVERSATION } from '../core/wire-ids.ts';
import { contentPartSchema, messageFileSchema } from '../messages/schemas.ts';
import { modelParametersInput } from './parameters.ts';

const flag = z.boolean().nullish();

/** A file in a turn: stored before (`file_id` alone), or an image carried inline as a `data:` URL in `filepath`. */
export const turnFileSchema = messageFileSchema.pick({
  file_id: true,
  filename: true,
  filepath: true,
  type: true,
  width: true,
  height: true,
});

/** One turn. Fields beyond these are ignored. */
export const chatRequestSchema = z.object({
  text: z.string().max(1_000_000).default(''),
  /** Proposed id of the user's message. Sending it again returns the same turn instead of a second one. */
  messageId: uuidSchema.optional().catch(undefined),
  parentMessageId: wireIdSchema.nullish(),
  conversationId: z.union([z.literal(NEW_CONVERSATION), uuidSchema]).nullish(),
  endpoint: z.string().min(1).max(128).optional(),
  endpointType: z.string().max(128).nullish(),
  model: z.string().min(1).max(256).nullish(),
  agent_id: z.string().max(256).nullish(),
  spec: z.string().max(256).nullish(),
  /** Answer the question named by `overrideParentMessageId` again, as a sibling. */
  isRegenerate: flag,
  /** Continue an unfinished answer where it stopped. */
  isContinued: flag,
  isTemporary: flag,
  /** The existing user message to answer again. */
  overrideParentMessageId: wireIdSchema.nullish(),
  /** The answer being edited or continued, or a placeholder ending in `_`. */
  responseMessageId: wireIdSchema.nullish(),
  editedContent: z
    .discriminatedUnion('type', [
      z.object({ index: z.number().int().nonnegative(), type: z.literal('text'), text: z.string().max(1_000_000) }),
      z.object({
        index: z.number().int().nonnegative(),
        type: z.literal('think'),
        think: z.string().max(1_000_000).optional(),
        text: z.string().max(1_000_000).optional(),
      }),
    ])
    .nullish(),
  files: z.array(turnFileSchema).max(32).nullish(),
  ...modelParametersInput,
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

export const chatStartedSchema = z.object({
  streamId: z.string(),
  conversationId: z.string(),
  status: z.literal('started'),
  /** Our own clients follow this run; `streamId` follows the conversation's newest. */
  runId: z.string(),
  /** Ids of the question and of the answer to come. */
  messageId: z.string(),
  responseMessageId: z.string(),
});

export const runStatuses = ['running', 'complete', 'error', 'aborted'] as const;

export const resumeStateSchema = z.object({
  runSteps: z.array(z.looseObject({ id: z.string(), index: z.number() })),
  aggregatedContent: z.array(contentPartSchema),
  userMessage: z
    .object({
      messageId: z.string(),
      parentMessageId: z.string().optional(),
      conversationId: z.string().optional(),
      text: z.string().optional(),
    })
    .optional(),
  responseMessageId: z.string().optional(),
  conversationId: z.string().optional(),
  sender: z.string().optional(),
});
export type ResumeState = z.infer<typeof resumeStateSchema>;

export const chatStatusSchema = z.object({
  active: z.boolean(),
  streamId: z.string().optional(),
  status: z.enum(runStatuses).optional(),
  aggregatedContent: z.array(contentPartSchema).optional(),
  /** Milliseconds since the epoch. */
  createdAt: z.number().optional(),
  resumeState: resumeStateSchema.nullish(),
});

export const abortRequestSchema = z.object({
  streamId: uuidSchema.nullish(),
  conversationId: z.union([z.literal(NEW_CONVERSATION), uuidSchema]).nullish(),
  /** `<conversationId>:<messageId>` */
  abortKey: z.string().max(300).nullish(),
});
