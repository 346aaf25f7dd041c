import {
  type ChatRequest,
  type chatStartedSchema,
  fail,
  type Message,
  type MessageFile,
  type ModelParameters,
  modelParametersShape,
  NEW_CONVERSATION,
  parametersFor,
  type RunEventOf,
} from '@parley/data-provider';
import { type Db, isForeignKeyViolation, isUniqueViolation, newId } from '@parley/db';
import type { z } from 'zod';
import type { AppContext, SignedIn } from '../../context.ts';
import { estimateTokens } from '../../core/token-count.ts';
import type { EndpointDefinition } from '../../endpoints/catalogue.ts';
import { resolveModel } from '../../endpoints/resolve.ts';
import { type ConversationRow, findConversation } from '../conversations/index.ts';
import { attachFiles, removeFiles } from '../files/index.ts';
import { messageStore, type MessageRow } from '../messages/index.ts';
import { type Plan, planTurn } from './plan.ts';
import { senderOf } from './sender.ts';
import * as store from './store.ts';

type Context = AppContext & { user: SignedIn };
type Started = z.infer<typeof chatStartedSchema>;

/** Temporary chats live this long. */
const temporaryMs = 720 * 3_600_000;

/**
 * Stores the question, the empty answer and the run in one transaction and answers with the stream's id; everything
 * slow happens after that. A request that was sent before gets the turn it started then.
 */
export async function startTurn(ctx: Context, body: ChatRequest, pathEndpoint: string | null): Promise<Started> {
  if (ctx.runs.isDraining()) fail('unavailable', 'The server is restarting. Try again in a moment.', { retryAfter: 3 });
  const definition = findEndpoint(ctx, body, pathEndpoint);
  const isAsking = !body.isRegenerate && !body.isContinued && !body.editedContent;
  if (isAsking && !body.text.trim() && !body.files?.length) {
    fail('invalid_request', 'text is required', { details: [{ field: 'body.text', message: 'is required' }] });
  }
  const requestKey = isAsking ? (body.messageId ?? null) : null;
  const repeated = requestKey && (await store.findByRequest(ctx.db, ctx.user.id, requestKey));
  if (repeated) return toStarted(repeated);
  await limitConcurrency(ctx);

  for (let attempt = 1; ; attempt++) {
    const turn = await prepareTurn(ctx, body, { definition, requestKey });
    try {
      const rows = await storeTurn(ctx.db, turn).catch(async (error: unknown) => {
        if (turn.newFileIds.length > 0) await removeFiles(ctx.db, ctx.user.id, turn.newFileIds).catch(() => undefined);
        throw error;
      });
      return await launch(ctx, turn, rows);
    } catch (error) {
      if (isForeignKeyViolation(error)) fail('not_found', 'This conversation was deleted.');
      if (!isUniqueViolation(error)) throw error;
      // The same request arrived twice at once, or the conversation was created meanwhile.
      const first = requestKey && (await store.findByRequest(ctx.db, ctx.user.id, requestKey));
      if (first) return toStarted(first);
      if (attempt === 2) fail('conflict', 'This message was already sent in another way. Reload the conversation.');
    }
  }
}

function findEndpoint({ endpoints }: Context, body: ChatRequest, pathEndpoint: string | null): EndpointDefinition {
  const name = body.endpoint ?? pathEndpoint ?? (body.agent_id ? 'agents' : null);
  if (name === 'agents') {
    if (!body.agent_id)
      fail('invalid_request', 'agent_id is required in request body', { body: { error: 'Bad Request' } });
    fail('not_found', 'agent not found', { body: { error: 'Not Found' } });
  }
  const definition = name === null ? null : endpoints.find(name);
  if (definition) return definition;
  const message = name === null ? 'is required' : 'is not one of the configured endpoints';
  return fail('invalid_request', `endpoint ${message}`, {
    body: { text: 'Error parsing conversation' },
    details: [{ field: 'body.endpoint', message }],
  });
}

async function limitConcurrency({ env, db, user }: Context): Promise<void> {
  if (!env.LIMIT_CONCURRENT_MESSAGES) return;
  const pendingRequests = (await store.listRunningByUser(db, user.id)).length;
  const limit = env.CONCURRENT_MESSAGE_MAX;
  if (pendingRequests < limit) return;
  fail('rate_limited', `Only ${limit} answers can be written at once. Wait for one to finish.`, {
    body: { type: 'concurrent', limit, pendingRequests, score: 1 },
    retryAfter: 5,
  });
}

interface Turn {
  run: store.NewRun;
  plan: Plan;
  text: string;
  files: MessageFile[];
  newFileIds: string[];
  settings: store.TurnSettings & { isNew: boolean };
  sender: string;
  resolved: Awaited<ReturnType<typeof resolveModel>>;
  parameters: ModelParameters;
  isFirstTurn: boolean;
}

async function prepareTurn(
  ctx: Context,
  body: ChatRequest,
  { definition, requestKey }: { definition: EndpointDefinition; requestKey: string | null },
): Promise<Turn> {
  const { db, user } = ctx;
  const named = body.conversationId && body.conversationId !== NEW_CONVERSATION ? body.conversationId : null;
  const existing = named ? await ownConversation(ctx, named) : null;
  const plan = await planTurn(db, existing?.id ?? null, body);
  const parameters = parametersFor(definition.name, pickParameters(body));
  const model = await chooseModel(ctx, definition, { asked: body.model, before: existing });
  const resolved = await resolveModel(ctx, {
    userId: user.id,
    definition,
    modelName: model,
    useResponsesApi: parameters.useResponsesApi ?? false,
  });
  const { files, newIds: newFileIds } = await attachFiles(db, user.id, (plan.kind === 'ask' && body.files) || []);
  return {
    plan,
    parameters,
    files,
    newFileIds,
    resolved,
    text: body.text,
    sender: senderOf(definition, model, parameters),
    isFirstTurn: existing === null && plan.kind === 'ask',
    settings: {
      isNew: existing === null,
      endpoint: definition.name,
      endpointType: definition.isCustom ? 'custom' : null,
      model,
      spec: body.spec ?? null,
      parameters,
      fileIds: files.map((file) => file.file_id),
      expiresAt: existing ? existing.expiresAt : body.isTemporary ? new Date(Date.now() + temporaryMs) : null,
    },
    run: {
      id: newId(),
      userId: user.id,
      conversationId: existing?.id ?? named ?? newId(),
      requestKey,
      requestMessageId: plan.kind === 'ask' ? (requestKey ?? newId()) : plan.question.messageId,
      responseMessageId: newId(),
      endpoint: definition.name,
      model,
      instanceId: ctx.runs.instanceId,
    },
  };
}

async function ownConversation({ db, user }: Context, id: string): Promise<ConversationRow | null> {
  const row = await findConversation(db, id);
  if (!row || row.userId === user.id) return row;
  return fail('forbidden', 'User not authorized for this conversation', { body: { type: 'convo_access' } });
}

function pickParameters(body: ChatRequest): ModelParameters {
  const isParameter = ([name]: [string, unknown]) => name in modelParametersShape;
  return Object.fromEntries(Object.entries(body).filter(isParameter)) as ModelParameters; // same schemas, fewer keys
}

interface ModelChoice {
  asked: string | null | undefined;
  before: ConversationRow | null;
}

async function chooseModel(
  { modelLists }: Context,
  definition: EndpointDefinition,
  { asked, before }: ModelChoice,
): Promise<string> {
  if (asked) return asked;
  if (before?.model && before.endpoint === definition.name) return before.model;
  const [first] = await modelLists.of(definition);
  return (
    first ??
    fail('invalid_request', 'model is required', { details: [{ field: 'body.model', message: 'is required' }] })
  );
}

interface StoredTurn {
  question: MessageRow;
  /** Null when nothing will answer: the turn failed before any model was asked. */
  answer: MessageRow | null;
}

async function storeTurn(db: Db, turn: Turn): Promise<StoredTurn> {
  const { run, plan, settings } = turn;
  const createdAt = new Date();
  const { conversationId, userId } = run;
  const common = { conversationId, userId, endpoint: settings.endpoint, expiresAt: settings.expiresAt };
  const question =
    plan.kind === 'ask'
      ? messageStore.newRow(
          {
            ...common,
            messageId: run.requestMessageId,
            parent: plan.parent,
            isCreatedByUser: true,
            sender: 'User',
            text: turn.text,
            model: null,
            tokenCount: estimateTokens(turn.text),
            files: turn.files,
          },
          createdAt,
        )
      : plan.question;
  const isRefused = 'code' in turn.resolved;
  const answer = isRefused
    ? null
    : messageStore.newRow(
        {
          ...common,
          messageId: run.responseMessageId,
          parent: question,
          isCreatedByUser: false,
          sender: turn.sender,
          text: '',
          model: settings.model,
          content: plan.kind === 'go-on' ? plan.kept : [],
          isUnfinished: true,
          isEdited: plan.kind === 'go-on' && plan.isEdited,
          ...(plan.kind === 'go-on' ? { providerState: plan.from.providerState } : {}),
        },
        createdAt,
      );
  await store.insertTurn(db, { run, settings, answer, question: plan.kind === 'ask' ? question : null });
  return { question, answer };
}

async function launch(ctx: Context, turn: Turn, { question, answer }: StoredTurn): Promise<Started> {
  const { run, plan, resolved } = turn;
  const requestMessage = messageStore.toMessage(question);
  const keptParts = plan.kind === 'go-on' ? plan.kept.length : 0;
  const opening: RunEventOf<'run-start'> = {
    type: 'run-start',
    runId: run.id,
    requestMessage,
    responseMessage: answer ? messageStore.toMessage(answer) : seedOf(requestMessage, turn),
    keptParts,
    areKeptPartsShown: plan.kind === 'go-on' && plan.isEdited,
  };
  await ctx.runLog.append(run.id, [opening]);
  if ('code' in resolved) await ctx.runs.refuse(run, resolved);
  else {
    const { parameters, isFirstTurn, settings } = turn;
    ctx.runs.launch({
      run,
      opening,
      question,
      plan,
      resolved,
      parameters,
      isFirstTurn,
      isTemporary: settings.expiresAt !== null,
    });
  }
  return toStarted(run);
}

/** What would have become the answer, for the first event of a turn that no model will answer. */
const seedOf = (question: Message, { run, sender }: Turn): Message => ({
  messageId: run.responseMessageId,
  conversationId: run.conversationId,
  parentMessageId: question.messageId,
  sender,
  text: '',
  isCreatedByUser: false,
  endpoint: run.endpoint,
  model: run.model,
  unfinished: true,
  createdAt: question.createdAt,
  updatedAt: question.updatedAt,
});

const toStarted = (
  run: Pick<store.RunRow, 'id' | 'conversationId' | 'requestMessageId' | 'responseMessageId'>,
): Started => ({
  streamId: run.conversationId,
  conversationId: run.conversationId,
  status: 'started',
  runId: run.id,
  messageId: run.requestMessageId,
  responseMessageId: run.responseMessageId,
});
