import { z } from 'zod';
import { isoSchema, uuidSchema, wireIdSchema } from '../core/schemas.ts';
import { NEW_CONVERSATION } from '../core/wire-ids.ts';

/** Which agent of a multi-agent turn wrote a part, and the group of parts that ran side by side. */
const attribution = { agentId: z.string().optional(), groupId: z.number().int().optional() };

export const textPartSchema = z.object({
  ...attribution,
  type: z.literal('text'),
  text: z.string(),
  tool_call_ids: z.array(z.string()).optional(),
});

export const thinkPartSchema = z.object({
  ...attribution,
  type: z.literal('think'),
  think: z.string(),
  /** Wall time the model spent thinking, in milliseconds. */
  durationMs: z.number().optional(),
});

export const toolCallSchema = z.object({
  type: z.literal('tool_call').optional(),
  id: z.string().optional(),
  name: z.string(),
  /** JSON text while and after it streams; an object in old messages. */
  args: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  output: z.string().optional(),
  /** 0 to 1; 1 is finished. */
  progress: z.number().optional(),
  auth: z.string().optional(),
  expires_at: z.number().optional(),
});

export const toolCallPartSchema = z.object({ ...attribution, type: z.literal('tool_call'), tool_call: toolCallSchema });

export const imageUrlPartSchema = z.object({
  ...attribution,
  type: z.literal('image_url'),
  image_url: z.union([z.string(), z.object({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).optional() })]),
});

export const imageFilePartSchema = z.object({
  ...attribution,
  type: z.literal('image_file'),
  image_file: z.looseObject({ file_id: z.string() }),
});

export const errorPartSchema = z.object({
  ...attribution,
  type: z.literal('error'),
  /** A sentence, or a JSON object with `type`, in text form. */
  error: z.string(),
});

export const contentPartSchema = z.discriminatedUnion('type', [
  textPartSchema,
  thinkPartSchema,
  toolCallPartSchema,
  imageUrlPartSchema,
  imageFilePartSchema,
  errorPartSchema,
]);
export type ContentPart = z.infer<typeof contentPartSchema>;

/** A file as a message refers to it. The record itself belongs to the files domain. */
export const messageFileSchema = z.looseObject({
  file_id: z.string(),
  filename: z.string().optional(),
  filepath: z.string().optional(),
  type: z.string().optional(),
  bytes: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
});
export type MessageFile = z.infer<typeof messageFileSchema>;

export const feedbackSchema = z.object({
  rating: z.enum(['thumbsUp', 'thumbsDown']),
  tag: z.string().max(64).optional(),
  text: z.string().max(1024).optional(),
});

/** What one answer cost in tokens, as the provider counted. */
export const usageSchema = z.object({
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  reasoningTokens: z.number().int().nonnegative().optional(),
  cachedInputTokens: z.number().int().nonnegative().optional(),
});
export type Usage = z.infer<typeof usageSchema>;

export const messageSchema = z.object({
  _id: z.string().optional(),
  __v: z.number().optional(),
  user: z.string().optional(),
  messageId: z.string(),
  conversationId: z.string(),
  /** `NO_PARENT` for a root. */
  parentMessageId: z.string(),
  sender: z.string().optional(),
  /** Empty when `content` is used. */
  text: z.string(),
  /** A structured answer; wins over `text`. */
  content: z.array(contentPartSchema).optional(),
  isCreatedByUser: z.boolean(),
  model: z.string().nullish(),
  endpoint: z.string().nullish(),
  iconURL: z.string().nullish(),
  tokenCount: z.number().optional(),
  promptTokens: z.number().optional(),
  /** The answer has not come to its end: it is being written, was stopped, or its process died. */
  unfinished: z.boolean().optional(),
  error: z.boolean().optional(),
  /** `stop`, `length`, `content-filter`, `tool-calls`, `aborted`, `interrupted` or `error`. */
  finish_reason: z.string().optional(),
  isEdited: z.boolean().optional(),
  files: z.array(messageFileSchema).optional(),
  attachments: z.array(z.looseObject({})).optional(),
  feedback: feedbackSchema.nullish(),
  /** `usage`, `firstTokenMs`, `durationMs` and provider data needed to continue. */
  metadata: z.record(z.string(), z.unknown()).optional(),
  addedConvo: z.boolean().optional(),
  expiredAt: isoSchema.nullish(),
  createdAt: isoSchema,
  updatedAt: isoSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** `new` names a conversation that does not exist yet: it has no messages. */
export const conversationIdSchema = z.union([z.literal(NEW_CONVERSATION), uuidSchema]);
export const messageParamsSchema = z.object({ conversationId: conversationIdSchema, messageId: wireIdSchema });
