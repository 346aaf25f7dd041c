import { z } from 'zod';
import { modelParametersShape } from '../chat/parameters.ts';
import { isoSchema, uuidSchema } from '../core/schemas.ts';

/** A conversation and the settings its next turn starts from. Unset settings are absent. */
export const conversationSchema = z.object({
  _id: z.string(),
  user: z.string(),
  conversationId: z.string(),
  title: z.string().nullable(),
  endpoint: z.string().nullable(),
  endpointType: z.string().nullish(),
  model: z.string().nullish(),
  agent_id: z.string().optional(),
  assistant_id: z.string().optional(),
  spec: z.string().nullish(),
  iconURL: z.string().nullish(),
  tags: z.array(z.string()),
  isArchived: z.boolean(),
  files: z.array(z.string()).optional(),
  expiredAt: isoSchema.nullish(),
  ...modelParametersShape,
  createdAt: isoSchema,
  updatedAt: isoSchema,
});
export type Conversation = z.infer<typeof conversationSchema>;

export const conversationSummarySchema = conversationSchema.pick({
  _id: true,
  user: true,
  conversationId: true,
  title: true,
  endpoint: true,
  endpointType: true,
  model: true,
  agent_id: true,
  assistant_id: true,
  spec: true,
  iconURL: true,
  tags: true,
  isArchived: true,
  createdAt: true,
  updatedAt: true,
});
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;

export const sortFields = ['title', 'createdAt', 'updatedAt'] as const;

/** A page size: `fallback` unless it is a number of at least 1, never more than 100. */
const pageSize = (fallback: number) =>
  z
    .number()
    .optional()
    .catch(undefined)
    .transform((n) => (n !== undefined && n >= 1 ? Math.min(Math.trunc(n), 100) : fallback));

export const listConversationsSchema = z.object({
  limit: pageSize(25),
  /** From the previous page; an ISO date is accepted too. What cannot be read starts from the first page. */
  cursor: z.string().max(4096).optional(),
  isArchived: z.boolean().optional(),
  sortBy: z.enum(sortFields).optional(),
  sortDirection: z.enum(['asc', 'desc']).optional(),
  /** Another spelling of `sortDirection`, which wins. */
  order: z.enum(['asc', 'desc']).optional(),
});

export const conversationPageSchema = z.object({
  conversations: z.array(conversationSummarySchema),
  nextCursor: z.string().nullable(),
  cursor: z.string().nullable(),
  hasMore: z.boolean(),
  pageNumber: z.number().int(),
  pageSize: z.number().int(),
  pages: z.number().int(),
});

export const byConversationSchema = z.object({ conversationId: uuidSchema });
export const titleSchema = z.string().transform((title) => [...title.trim()].slice(0, 1024).join(''));

export const renameSchema = z.object({
  conversationId: uuidSchema,
  title: titleSchema.optional(),
  isArchived: z.boolean().optional(),
});

export const archiveSchema = z.object({ conversationId: uuidSchema, isArchived: z.boolean() });

export const deletedSchema = z.object({
  acknowledged: z.literal(true),
  deletedCount: z.number().int(),
  messages: z.object({ acknowledged: z.literal(true), deletedCount: z.number().int() }),
});
