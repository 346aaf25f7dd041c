import { z } from 'zod';
import { signedIn } from '../core/access.ts';
import { domain, get, put } from '../core/endpoint.ts';
import { conversationIdSchema, messageParamsSchema, messageSchema } from './schemas.ts';

const inConversationSchema = z.object({ conversationId: conversationIdSchema });

export const messages = domain('/api/messages', {
  list: get('/:conversationId', {
    access: signedIn,
    summary: 'All messages of a conversation, every branch, oldest first',
    params: inConversationSchema,
    output: z.array(messageSchema),
    errors: ['not_found'],
  }),
  get: get('/:conversationId/:messageId', {
    access: signedIn,
    summary: 'One message, in a list',
    params: messageParamsSchema,
    output: z.array(messageSchema),
    errors: ['not_found'],
  }),
  update: put('/:conversationId/:messageId', {
    access: signedIn,
    summary: 'Edit the text of a message, or of one of its parts, without running the model',
    params: messageParamsSchema,
    body: z.object({
      text: z.string().max(1_000_000),
      /** Which content part to edit; it must be text or thought. */
      index: z.number().int().nonnegative().optional(),
    }),
    output: messageSchema,
    errors: ['not_found', 'conflict'],
  }),
});
