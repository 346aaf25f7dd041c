import { auth } from './auth/endpoints.ts';
import { chat } from './chat/endpoints.ts';
import { config } from './config/endpoints.ts';
import { conversations } from './conversations/endpoints.ts';
import type { RouterOf } from './core/router-type.ts';
import { files } from './files/endpoints.ts';
import { keys } from './keys/endpoints.ts';
import { messages } from './messages/endpoints.ts';
import { users } from './users/endpoints.ts';

/** The table of contents of the API. Everything the server offers is declared below one of these names. */
export const contract = { auth, users, config, keys, conversations, messages, chat, files };

export type AppContract = typeof contract;
/** The tRPC router type that clients are built with. */
export type AppRouter = RouterOf<AppContract>;
