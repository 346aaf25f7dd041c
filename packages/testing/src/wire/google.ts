import type { Conversation, Turn } from '../conversation.ts';
import type { ContentStep, FakeFinishReason, UsageStep } from '../script.ts';
import { list, object, text, type Json } from './json.ts';
import type { Answer, Wire, WireRequest, WireWriter } from './port.ts';

const operation = /\/models\/([^/:]+):(streamGenerateContent|generateContent)$/;

/** `POST …/models/<model>:streamGenerateContent?alt=sse` of the Gemini API. Its lines end in CRLF. */
export const googleWire: Wire = {
  name: 'google',
  matches: (method, path) => method === 'POST' && operation.test(path),
  read,
  writer: createWriter,
  httpError: (status) => toError(status, `Fake failure ${status}.`),
};

function read({ path, body }: WireRequest): Conversation {
  const request = object(body);
  const [, model = '', verb] = operation.exec(path) ?? [];
  return {
    model,
    stream: verb === 'streamGenerateContent',
    includeUsage: true,
    instructions: partsText(object(request.systemInstruction)),
    turns: list(request.contents)
      .map(object)
      .map((content): Turn => ({
        role: content.role === 'model' ? 'assistant' : 'user',
        text: partsText(content),
        images: list(content.parts).filter((part) => 'inlineData' in object(part)).length,
      })),
  };
}

function partsText(content: Json): string {
  return list(content.parts)
    .map(object)
    .filter((part) => part.thought !== true)
    .map((part) => text(part.text))
    .join('');
}

function createWriter(conversation: Conversation): WireWriter {
  const head = { modelVersion: conversation.model, responseId: 'fake' };
  const chunk = (fields: object) => `data: ${JSON.stringify(fields)}\r\n\r\n`;
  const candidate = (fields: object) => ({ candidates: [{ index: 0, ...fields }], ...head });
  return {
    contentType: 'text/event-stream',
    open: () => '',
    content: (step) => chunk(candidate(toCandidate([step]))),
    finish: (reason, usage) =>
      chunk({
        ...candidate({ ...toCandidate([]), finishReason: finishReasons[reason] }),
        usageMetadata: toUsage(usage),
      }),
    error: (message, code) => chunk(toError(Number(code ?? 503), message)),
    garbage: (line) => `data: ${line}\r\n\r\n`,
    whole: ({ content, finish, usage }: Answer) => ({
      ...candidate({ ...toCandidate(content), finishReason: finishReasons[finish] }),
      usageMetadata: toUsage(usage),
    }),
  };
}

function toCandidate(steps: readonly ContentStep[]): object {
  const parts = steps.map(toPart).filter((part) => part !== null);
  const sources = steps.flatMap((step) =>
    step.type === 'citation' ? [{ web: { uri: step.url, title: step.title } }] : [],
  );
  return {
    content: { role: 'model', parts: parts.length === 0 ? [{ text: '' }] : parts },
    ...(sources.length === 0 ? {} : { groundingMetadata: { groundingChunks: sources } }),
  };
}

function toPart(step: ContentStep): object | null {
  switch (step.type) {
    case 'text':
    case 'refusal':
      return { text: step.text };
    case 'reasoning': {
      const signature = step.signature === undefined ? {} : { thoughtSignature: step.signature };
      return { text: step.text, thought: true, ...signature };
    }
    case 'tool-call':
      return { functionCall: { name: step.name, args: step.args } };
    case 'image':
      return { inlineData: { mimeType: step.mediaType, data: step.data } };
    case 'citation':
    case 'redacted-reasoning':
      return null;
  }
}

const finishReasons: Record<FakeFinishReason, string> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  'content-filter': 'SAFETY',
  'tool-calls': 'STOP',
};

function toUsage(usage: UsageStep): unknown {
  const thoughts = usage.reasoningTokens ?? 0;
  return {
    promptTokenCount: usage.inputTokens,
    cachedContentTokenCount: usage.cachedInputTokens ?? 0,
    // Gemini counts thoughts apart from the answer.
    candidatesTokenCount: usage.outputTokens - thoughts,
    thoughtsTokenCount: thoughts,
    totalTokenCount: usage.inputTokens + usage.outputTokens,
  };
}

const statuses: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

const toError = (code: number, message: string) => ({ error: { code, message, status: statuses[code] ?? 'UNKNOWN' } });
