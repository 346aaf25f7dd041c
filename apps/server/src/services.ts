import type { RunLog } from '@parley/agents';
import type { Database } from '@parley/db';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Tokens } from './core/tokens.ts';
import type { Vault } from './core/vault.ts';
import type { Runs } from './domains/chat/index.ts';
import type { Catalogue } from './endpoints/catalogue.ts';
import type { ModelLists } from './endpoints/model-lists.ts';
import type { Env } from './env.ts';

/** What lives as long as the process. Every handler's context extends it. */
export interface Services {
  env: Env;
  log: Logger;
  db: Database;
  redis: Redis | null;
  tokens: Tokens;
  vault: Vault;
  runLog: RunLog;
  runs: Runs;
  endpoints: Catalogue;
  modelLists: ModelLists;
}
