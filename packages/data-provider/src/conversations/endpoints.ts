import { z } from 'zod';
import { signedIn } from '../core/access.ts';
import { type BodyForm, del, domain, get, post } from '../core/endpoint.ts';
import {
  archiveSchema,
  byConversationSchema,
  conversationPageSchema,
  conversationSchema,
  deletedSchema,
  listConversationsSchema,
  renameSchema,
} from './schemas.ts';

/** The incumbent wraps these bodies: `{ arg: { … } }`. */
const wrapped = (status?: number): BodyForm => ({
  summary: '{ arg: { … } }',
  when: (body) => 'arg' in body,
  to: (body) => body['arg'],
  ...(status === undefined ? {} : { status }),
});

const generatedTitleSchema = z.object({ title: z.string() });

export const conversations = domain('/api/convos', {
  list: get('/', {
    access: signedIn,
    summary: 'List conversations, newest first',
    query: listConversationsSchema,
    output: conversationPageSchema,
  }),
  get: get('/:conversationId', {
    access: signedIn,
    summary: 'Get a conversation',
    params: byConversationSchema,
    output: conversationSchema,
    errors: ['not_found'],
  }),
  update: post('/update', {
    access: signedIn,
    summary: 'Rename a conversation, or archive it',
    body: renameSchema,
    bodyForms: [wrapped(201)],
    output: conversationSchema,
    errors: ['not_found', 'forbidden'],
  }),
  archive: post('/archive', {
    access: signedIn,
    summary: 'Archive a conversation, or take it back',
    body: archiveSchema,
    bodyForms: [wrapped()],
    output: conversationSchema,
    errors: ['not_found', 'forbidden'],
  }),
  remove: del('/:conversationId', {
    access: signedIn,
    summary: 'Delete a conversation and its messages',
    params: byConversationSchema,
    output: deletedSchema,
    errors: ['not_found'],
  }),
  generatedTitle: get('/gen_title/:conversationId', {
    access: signedIn,
    summary: 'Wait for the title of a new conversation',
    params: byConversationSchema,
    output: generatedTitleSchema,
    errors: ['not_found'],
  }),
  generateTitle: post('/gen_title', {
    access: signedIn,
    summary: 'Title a conversation from its first exchange',
    body: byConversationSchema,
    bodyForms: [wrapped()],
    output: generatedTitleSchema,
    errors: ['not_found'],
  }),
});
