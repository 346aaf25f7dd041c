import type { Conversation } from '../conversation.ts';
import type { ContentStep, FakeFinishReason, UsageStep } from '../script.ts';

/** One vendor's API: which requests are its, what they ask, and how answers look on the wire. */
export interface Wire {
  name: string;
  matches(method: string, path: string): boolean;
  read(request: WireRequest): Conversation;
  writer(conversation: Conversation): WireWriter;
  /** The body of an HTTP error as this vendor writes it. */
  httpError(status: number): unknown;
}

export interface WireRequest {
  path: string;
  /** Parsed JSON, or text when it was none. */
  body: unknown;
}

/** Writes one answer. Each method returns the bytes of that moment; a writer remembers what it has opened. */
export interface WireWriter {
  contentType: string;
  open(): string;
  content(step: ContentStep): string;
  finish(reason: FakeFinishReason, usage: UsageStep): string;
  error(message: string, code: string | undefined): string;
  garbage(line: string): string;
  /** The whole answer at once, for callers that did not ask for a stream. */
  whole(answer: Answer): unknown;
}

export interface Answer {
  content: readonly ContentStep[];
  finish: FakeFinishReason;
  usage: UsageStep;
}

export function sse(data: unknown, event?: string): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  return `${name}data: ${JSON.stringify(data)}\n\n`;
}

export const seconds = (): number => Math.floor(Date.now() / 1000);

/** All text of one kind in an answer. */
export function textOf(answer: Answer, type: 'text' | 'reasoning' | 'refusal'): string {
  return answer.content.map((step) => (step.type === type ? step.text : '')).join('');
}
