import { createClient } from '@parley/client';
import { endSession } from './session-state.ts';

/** The page's one connection to the server it was loaded from. */
export const api = createClient({ url: '', onUnauthorized: endSession });
