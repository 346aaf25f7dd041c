import type { AppError, Contract } from '@parley/data-provider/core';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { checkAccess } from './access.ts';
import type { AdapterContext, CallInfo, IncomingCall } from './context.ts';
import type { MountOptions } from './mount-options.ts';
import type { CallOperation, Operation, RawInput } from './operation.ts';
import { parseOutput } from './parse.ts';
import { createLimits } from './rate-limit.ts';
import { toAppError } from './render-error.ts';
import type { Reply } from './reply.ts';

/** What REST and tRPC share: the same steps in the same order, whichever door a call came through. */
export interface Core<C extends AdapterContext> {
  begin(req: Request, res: Response, info: CallInfo): IncomingCall;
  createContext(call: IncomingCall): C | Promise<C>;
  /** Access, then limits; nothing of the input has been read yet. */
  admit(operation: Operation<C>, ctx: C, res: Response): Promise<void>;
  /** Whether the caller of a stream may go on reading it. */
  mayStay(ctx: C): Promise<boolean>;
  call(operation: CallOperation<C>, raw: RawInput, at: { ctx: C; reply: Reply }): Promise<unknown>;
  /** Names the failure, and logs it when nobody expected it. */
  explain(error: unknown, at: { name: string; call: IncomingCall; ctx: C | null }): AppError;
}

export function createCore<T extends Contract, C extends AdapterContext>(options: MountOptions<T, C>): Core<C> {
  const takeLimit = createLimits({ rules: options.limits, redis: options.redis, onLimited: options.onLimited });
  const isUnavailable = options.isUnavailable ?? (() => false);
  return {
    createContext: options.createContext,

    begin: (req, res, info) => ({
      req,
      res,
      info,
      requestId: randomUUID(),
      ip: req.ip ?? '',
      signal: abortWhenCallerLeaves(res),
    }),

    async admit({ endpoint }, ctx, res) {
      await checkAccess(endpoint.access, ctx, options.hasPermissions);
      if (endpoint.limit !== undefined) await takeLimit(endpoint.limit, ctx, res);
    },

    mayStay: options.mayStay ?? (() => Promise.resolve(true)),
    async call({ name, endpoint, parse, handler }, raw, { ctx, reply }) {
      const value = await handler(parse(raw), ctx, reply);
      return endpoint.output === undefined ? null : parseOutput(endpoint.output, value, name);
    },

    explain(error, { name, call, ctx }) {
      const failure = toAppError(error, isUnavailable);
      if (isCallerGone(error, call.signal)) return failure;
      const fields = { err: failure.cause ?? failure, requestId: call.requestId, procedure: name };
      const log = ctx?.log ?? options.log;
      if (failure.code === 'internal') log.error(fields, 'call failed');
      else if (failure.code === 'unavailable' && failure !== error) log.warn(fields, 'call refused: unavailable');
      return failure;
    },
  };
}

function abortWhenCallerLeaves(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Work that stopped because its caller left is no failure. */
function isCallerGone(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted || !(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ECONNRESET');
}
