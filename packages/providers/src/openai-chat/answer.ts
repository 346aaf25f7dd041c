import type { Usage } from '@parley/data-provider';
import { createCitations, type Citations } from '../citations.ts';
import { errorFromStream, failure } from '../errors.ts';
import { imageNote } from '../image-note.ts';
import type { FinishReason, ModelEvent } from '../port.ts';
import {
  firstChoice,
  messageOf,
  partsText,
  toFinishReason,
  toUsage,
  urlCitations,
  type Choice,
  type Completion,
  type Message,
} from './chunk.ts';

export interface AnswerSink {
  push(event: ModelEvent): void;
  /** The last event: everything was said; bytes that still follow mean nothing. */
  done(last: ModelEvent): void;
}

/** An answer on its way: what its chunks said beside their text. */
export interface Answer {
  readonly sink: AnswerSink;
  readonly citations: Citations;
  usage: Usage | null;
  finish: FinishReason | null;
  refused: boolean;
  hasText: boolean;
  hasImage: boolean;
  closed: boolean;
}

export function createAnswer(sink: AnswerSink): Answer {
  const citations = createCitations();
  return { sink, citations, usage: null, finish: null, refused: false, hasText: false, hasImage: false, closed: false };
}

/** @throws ProviderError when the provider reports one */
export function addChunk(answer: Answer, chunk: Completion): void {
  if (answer.closed) return;
  if (chunk.error !== undefined && chunk.error !== null) throw errorFromStream(chunk);
  // Some servers count with every chunk, so only the last count is told.
  if (chunk.usage !== undefined) answer.usage = toUsage(chunk.usage) ?? answer.usage;
  if (Array.isArray(chunk.citations)) for (const url of chunk.citations) answer.citations.add(url);
  const choice = firstChoice(chunk);
  if (choice !== null) addChoice(answer, choice);
}

/** @throws ProviderError when nothing says that the answer is complete; `marked` is the provider's own end mark */
export function closeAnswer(answer: Answer, marked: boolean): void {
  if (answer.closed) return;
  answer.closed = true;
  const { sink, finish, usage } = answer;
  if (finish === null && !marked) throw failure('down', { detail: 'the stream ended without a finish reason' });
  if (answer.hasImage && !answer.hasText) say(answer, imageNote);
  say(answer, answer.citations.toMarkdown());
  if (usage !== null) sink.push({ type: 'usage', usage });
  sink.done({ type: 'finish', reason: answer.refused ? 'content-filter' : (finish ?? 'stop') });
}

function addChoice(answer: Answer, choice: Choice): void {
  const message = messageOf(choice);
  addReasoning(answer, message.reasoning_content ?? message.reasoning);
  addContent(answer, message.content);
  addExtras(answer, message);
  const reason = choice.finish_reason;
  if (typeof reason === 'string' && reason !== '') answer.finish = toFinishReason(reason, choice);
}

function addReasoning(answer: Answer, text: unknown): void {
  if (typeof text === 'string' && text !== '') answer.sink.push({ type: 'reasoning-delta', text });
}

function addContent(answer: Answer, content: unknown): void {
  if (typeof content === 'string') return say(answer, content);
  if (content === null || content === undefined) return;
  addReasoning(answer, partsText(content, 'thinking'));
  say(answer, partsText(content, 'text'));
}

function addExtras(answer: Answer, { refusal, annotations, images }: Message): void {
  if (typeof refusal === 'string' && refusal !== '') {
    answer.refused = true;
    say(answer, refusal);
  }
  if (annotations !== undefined) {
    for (const { url, title } of urlCitations(annotations)) answer.citations.add(url, title);
  }
  if (Array.isArray(images) && images.length > 0) answer.hasImage = true;
}

function say(answer: Answer, text: string): void {
  if (text === '') return;
  answer.hasText = true;
  answer.sink.push({ type: 'text-delta', text });
}
