import { type AppError, type ErrorShape, fail } from '@parley/data-provider/core';
import type { NextFunction, Request, Response } from 'express';
import type { AdapterContext, IncomingCall } from './context.ts';
import type { Core } from './core.ts';
import type { CallOperation, Operation, StreamOperation } from './operation.ts';
import { DEFAULT_BODY_LIMIT, readJson } from './read-body.ts';
import { errorShape } from './render-error.ts';
import { createReply } from './reply.ts';
import { sendJson, showRetryAfter } from './send.ts';
import type { Streams } from './sse.ts';
import { inputsOf, readTrpcRequest, sectionsOf, type TrpcRequest } from './trpc-request.ts';
import { serveSubscription } from './trpc-stream.ts';

/*
 * tRPC's HTTP protocol, spoken directly. The stock adapter converts every request to Fetch objects, which costs a single
 * call three times what REST costs, and its event stream five times a plain one. `trpc.test.ts` holds this file to the
 * stock adapter's answers, `trpc-stream.test.ts` to the stock client.
 */

export interface TrpcOptions<C extends AdapterContext> {
  core: Core<C>;
  streams: Streams;
  operations: readonly Operation<C>[];
  path: string;
  maxBatchSize: number;
}

/** Raw operations are not here: what writes to the response by itself cannot answer in an envelope. */
type Procedure<C> = CallOperation<C> | StreamOperation<C>;

interface Exchange<C extends AdapterContext> extends TrpcOptions<C> {
  procedures: ReadonlyMap<string, Procedure<C>>;
  req: Request;
  res: Response;
}

export function createTrpc<C extends AdapterContext>(options: TrpcOptions<C>) {
  const procedures = new Map<string, Procedure<C>>();
  for (const operation of options.operations) if (operation.kind !== 'raw') procedures.set(operation.name, operation);
  const prefix = `${options.path}/`;

  return (req: Request, res: Response, next: NextFunction): void => {
    if (!req.path.startsWith(prefix)) return next();
    if (req.method === 'HEAD') return sendJson(res, 204, null);
    serve({ ...options, procedures, req, res }, req.path.slice(prefix.length)).catch(() => res.destroy());
  };
}

async function serve<C extends AdapterContext>(exchange: Exchange<C>, path: string): Promise<void> {
  const { core, procedures, maxBatchSize, req, res } = exchange;
  let request: TrpcRequest;
  try {
    request = readTrpcRequest(req, path);
    if (request.names.length > maxBatchSize) fail('invalid_request', `A batch holds at most ${maxBatchSize} calls.`);
  } catch (error) {
    const call = core.begin(req, res, { transport: 'trpc', names: [], needsUser: false });
    const failure = core.explain(error, { name: 'trpc', call, ctx: null });
    return sendJson(res, failure.status, { error: errorShape(failure, call.requestId) });
  }
  const operations = request.names.map((name) => procedures.get(name));
  const needsUser = operations.some((operation) => operation?.info.needsUser === true);
  const call = core.begin(req, res, { transport: 'trpc', names: request.names, needsUser });
  const [only] = operations;
  if (only?.kind === 'stream' && !request.isBatch && req.method === 'GET') {
    await serveSubscription(exchange, only, { request, call });
  } else {
    await serveCalls(exchange, operations, { request, call });
  }
}

type Answer = { result: { data: unknown } } | { error: ErrorShape };

async function serveCalls<C extends AdapterContext>(
  { core, req, res }: Exchange<C>,
  operations: readonly (Procedure<C> | undefined)[],
  { request, call }: { request: TrpcRequest; call: IncomingCall },
): Promise<void> {
  const { names, isBatch } = request;
  const refused = (failure: AppError): Answer => {
    showRetryAfter(res, failure);
    return { error: errorShape(failure, call.requestId) };
  };

  const respond = (answers: readonly Answer[]) => sendJson(res, sharedStatus(answers), isBatch ? answers : answers[0]);

  let ctx: C;
  try {
    ctx = await core.createContext(call);
  } catch (error) {
    const answer = refused(core.explain(error, { name: names.join(','), call, ctx: null }));
    return respond(names.map(() => answer));
  }

  // Read once, and only when some call has passed its access check.
  let inputs: Promise<unknown[]> | undefined;
  const inputAt = async (index: number) => (await (inputs ??= readInputs(req, request, operations)))[index];

  const answers = names.map(async (name, index): Promise<Answer> => {
    try {
      const operation = callable(operations[index], req.method);
      await core.admit(operation, ctx, res);
      const reply = createReply(operation.endpoint, res);
      return { result: { data: await core.call(operation, sectionsOf(await inputAt(index)), { ctx, reply }) } };
    } catch (error) {
      return refused(core.explain(error, { name, call, ctx }));
    }
  });
  respond(await Promise.all(answers));
}

function callable<C>(operation: Procedure<C> | undefined, method: string): CallOperation<C> {
  if (operation === undefined) return fail('not_found', 'No such procedure.');
  if (operation.kind === 'stream') return fail('invalid_request', 'A subscription is opened alone, with GET.');
  const expected = operation.endpoint.method === 'GET' ? 'GET' : 'POST';
  if (method !== expected) fail('method_not_allowed', `${operation.name} is called with ${expected}.`);
  return operation;
}

async function readInputs<C>(
  req: Request,
  request: TrpcRequest,
  operations: readonly (Procedure<C> | undefined)[],
): Promise<unknown[]> {
  if (req.method === 'GET') return inputsOf(request, request.urlInput);
  // A cross-site form cannot send this type, so a cookie alone never makes a call.
  if (!req.is('application/json') && !isEmptyJson(req)) fail('unsupported_type', 'Send the body as application/json.');
  const limits = operations.map((operation) => operation?.endpoint.bodyLimit ?? DEFAULT_BODY_LIMIT);
  return inputsOf(request, await readJson(req, Math.max(...limits)));
}

/** Express recognises a type only when there is a body, and a mutation without input has none. */
const isEmptyJson = (req: Request): boolean => req.get('content-type')?.startsWith('application/json') === true;

/** One status for all answers, or 207 when they differ. */
function sharedStatus(answers: readonly Answer[]): number {
  const statusOf = (answer: Answer | undefined) =>
    answer !== undefined && 'error' in answer ? answer.error.data.httpStatus : 200;
  const status = statusOf(answers[0]);
  return answers.every((answer) => statusOf(answer) === status) ? status : 207;
}
