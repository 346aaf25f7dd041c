import type { Contract, LimitName, Permission, PermissionType } from '@parley/data-provider/core';
import type { Redis } from 'ioredis';
import type { AdapterContext, CreateContext, Logger } from './context.ts';
import type { ContractHandlers } from './implement.ts';
import type { LimitRules } from './rate-limit.ts';

export type HasPermissions<C extends AdapterContext> = (
  user: NonNullable<C['user']>,
  type: PermissionType,
  permissions: readonly Permission[],
) => boolean | Promise<boolean>;

export interface MountOptions<T extends Contract, C extends AdapterContext> {
  contract: T;
  handlers: ContractHandlers<T, C>;
  /** Authenticates and gathers what handlers need. A bad token means `user: null`; the access check answers 401. */
  createContext: CreateContext<C>;
  hasPermissions: HasPermissions<C>;
  /** One or several budgets per name; a name without a rule is not limited. */
  limits: LimitRules<C>;
  /** Shares limits between processes. While it is away each process counts for itself. */
  redis?: Redis;
  /** Told of every refused call, for abuse scoring. */
  onLimited?: (limit: LimitName, ctx: C) => void;
  /** Used where no context exists yet. */
  log: Logger;
  /** True for errors that mean "the database is away": answered with 503 instead of 500. */
  isUnavailable?: (error: unknown) => boolean;
  /** Where tRPC lives; `/trpc` unless said. */
  trpcPath?: `/${string}`;
  /** Unknown paths below these are answered with 404; all others go on to the next middleware. `['/api']` unless said. */
  ownedPrefixes?: readonly `/${string}`[];
  /** Largest number of calls in one tRPC batch; 50 unless said. */
  maxBatchSize?: number;
  /** Milliseconds between heartbeats of a stream; 15 s unless said. */
  pingMs?: number;
  /** Asked every few seconds while a stream is open; false ends it with an error event. */
  mayStay?: (ctx: C) => Promise<boolean>;
  /** Milliseconds between those questions; 3 s unless said. */
  mayStayMs?: number;
}

export interface MountedApi {
  /** Cuts every open stream without ending it, so that readers come back and continue. For shutdown. */
  closeStreams(): void;
}
