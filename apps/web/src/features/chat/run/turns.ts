import { type Message, type MessageFile, type ModelParameters, NO_PARENT } from '@parley/data-provider';
import { newId } from '../../../shared/new-id.ts';
import { choicesOf, choose } from '../tree/choices.ts';
import { changeRun, dropRun, liveRuns, setRun } from './live-runs.ts';
import { localAnswer, localQuestion } from './local-messages.ts';
import { type MessageCache, remove, replace, upsert } from './message-cache.ts';
import type { Runner } from './runner.ts';

/** What answers a turn. */
export interface TurnSettings {
  endpoint: string;
  model: string;
  parameters: ModelParameters;
}

/** The wire's description of a turn, less what every turn has. */
export interface TurnRequest {
  conversationId: string;
  text: string;
  messageId?: string;
  parentMessageId?: string;
  overrideParentMessageId?: string;
  responseMessageId?: string;
  isRegenerate?: boolean;
  isContinued?: boolean;
  editedContent?: { index: number; type: 'text'; text: string };
  files?: MessageFile[];
}

export interface TurnPorts {
  /** Throws what the server refused it with; repeats by itself what never arrived. */
  start(request: TurnRequest, settings: TurnSettings): Promise<{ runId: string; responseMessageId: string }>;
  abort(conversationId: string): Promise<unknown>;
  cache: MessageCache;
  runner: Runner;
}

interface Ask {
  conversationId: string;
  parentId: string;
  text: string;
  files: MessageFile[];
  settings: TurnSettings;
}

/** Asks something new. In view at once; taken back, with an error, when the server refuses it. */
export function ask(ports: TurnPorts, { conversationId, parentId, text, files, settings }: Ask): Promise<void> {
  const question = localQuestion({ messageId: newId(), conversationId, parentMessageId: parentId, text, files });
  upsert(ports.cache, conversationId, question);
  const request: TurnRequest = {
    conversationId,
    text,
    messageId: question.messageId,
    parentMessageId: parentId,
    ...(files.length > 0 ? { files } : {}),
  };
  return launch(ports, { question, request, settings, takeBack: [question.messageId] });
}

/** Another answer to a question. */
export function answerAgain(ports: TurnPorts, question: Message, settings: TurnSettings): Promise<void> {
  return launch(ports, { question, request: { ...againOf(question), isRegenerate: true }, settings });
}

/** Goes on with an answer from where it stops. */
export function goOn(ports: TurnPorts, { question, answer }: Exchange, settings: TurnSettings): Promise<void> {
  const request = { ...againOf(question), isRegenerate: true, isContinued: true, responseMessageId: answer.messageId };
  return launch(ports, { question, request, settings, seed: answer });
}

interface Exchange {
  question: Message;
  answer: Message;
}

interface EditedExchange extends Exchange {
  edited: { index: number; text: string };
}

/** A new answer that starts with the reader's version of a part and goes on after it. */
export function goOnEdited(
  ports: TurnPorts,
  { question, answer, edited }: EditedExchange,
  settings: TurnSettings,
): Promise<void> {
  const request: TurnRequest = {
    ...againOf(question),
    isRegenerate: true,
    responseMessageId: answer.messageId,
    editedContent: { type: 'text', ...edited },
  };
  return launch(ports, { question, request, settings });
}

const againOf = (question: Message): TurnRequest => ({
  conversationId: question.conversationId,
  text: question.text,
  parentMessageId: question.parentMessageId,
  overrideParentMessageId: question.messageId,
});

interface Launch {
  question: Message;
  request: TurnRequest;
  settings: TurnSettings;
  /** Messages to remove when the turn is refused. */
  takeBack?: string[];
  /** The answer that is gone on with: its text stays in view. */
  seed?: Message;
}

async function launch(ports: TurnPorts, { question, request, settings, takeBack = [], seed }: Launch): Promise<void> {
  const { conversationId } = question;
  const { endpoint, model } = settings;
  const placeholder = {
    ...localAnswer(question, { endpoint, model }),
    ...(seed?.content ? { content: seed.content } : {}),
  };
  const choicesBefore = choicesOf(conversationId).get();
  upsert(ports.cache, conversationId, placeholder);
  show(question, placeholder.messageId);
  setRun({
    conversationId,
    phase: 'sending',
    answer: placeholder,
    lastEventId: null,
    isReconnecting: false,
    isRetrying: false,
  });
  try {
    const started = await ports.start(request, settings);
    const answer = { ...placeholder, messageId: started.responseMessageId };
    replace(ports.cache, placeholder.messageId, answer);
    show(question, answer.messageId);
    const isStopping = liveRuns.get().get(conversationId)?.phase === 'stopping';
    // Everything after event 0 of this very run, and not of one that another tab starts meanwhile.
    changeRun(conversationId, {
      answer,
      phase: isStopping ? 'stopping' : 'waiting',
      lastEventId: `${started.runId}:0`,
    });
    ports.runner.follow(conversationId);
    // Asked for before there was anything to stop.
    if (isStopping) void ports.abort(conversationId).catch(() => changeRun(conversationId, { phase: 'waiting' }));
  } catch (error) {
    remove(ports.cache, conversationId, placeholder.messageId, ...takeBack);
    choose(conversationId, choicesBefore);
    dropRun(conversationId);
    throw error;
  }
}

function show(question: Message, answerId: string): void {
  const { conversationId, messageId, parentMessageId } = question;
  choose(conversationId, {
    ...choicesOf(conversationId).get(),
    [parentMessageId || NO_PARENT]: messageId,
    [messageId]: answerId,
  });
}
