import type { Request, Response } from 'express';

/** The part of a logger the adapter uses; pino has it. */
export interface Logger {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Whoever is signed in. Servers add what they like. */
export interface Actor {
  id: string;
  role: string;
}

/** What every handler finds in its context. A server's own context extends it. */
export interface AdapterContext<User extends Actor = Actor> {
  user: User | null;
  requestId: string;
  ip: string;
  /** Aborts when the caller leaves before the answer is complete. */
  signal: AbortSignal;
  log: Logger;
}

/** What is about to be called, known before anything was read or checked. */
export interface CallInfo {
  transport: 'rest' | 'trpc';
  /** `domain.verb` of each call: one in REST, up to the batch cap in tRPC. */
  names: readonly string[];
  /** False when all calls are public, so that no token needs to be looked up. */
  needsUser: boolean;
}

/** What `createContext` is given, once per HTTP request. */
export interface IncomingCall {
  req: Request;
  res: Response;
  info: CallInfo;
  requestId: string;
  ip: string;
  signal: AbortSignal;
}

export type CreateContext<C extends AdapterContext> = (call: IncomingCall) => C | Promise<C>;

/** The context an endpoint's handler sees: `user` is null only where signing in is not required. */
export type ContextFor<E, C extends AdapterContext> = E extends { access: { kind: 'public' | 'optional' } }
  ? C
  : C & { user: NonNullable<C['user']> };
