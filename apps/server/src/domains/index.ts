import type { AppContract } from '@parley/data-provider';
import type { ContractHandlers } from '@parley/express-adapter';
import type { AppContext } from '../context.ts';
import { authHandlers } from './auth/index.ts';
import { chatHandlers } from './chat/index.ts';
import { configHandlers } from './config/index.ts';
import { conversationsHandlers } from './conversations/index.ts';
import { filesHandlers } from './files/index.ts';
import { keysHandlers } from './keys/index.ts';
import { messagesHandlers } from './messages/index.ts';
import { usersHandlers } from './users/index.ts';

/** Mirrors the contract; a gap is a type error. */
export const handlers: ContractHandlers<AppContract, AppContext> = {
  auth: authHandlers,
  users: usersHandlers,
  config: configHandlers,
  keys: keysHandlers,
  conversations: conversationsHandlers,
  messages: messagesHandlers,
  chat: chatHandlers,
  files: filesHandlers,
};
