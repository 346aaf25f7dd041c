import type { Conversation, Turn } from '../conversation.ts';
import type { ContentStep, FakeFinishReason, UsageStep } from '../script.ts';
import { list, object, text } from './json.ts';
import { textOf, type Answer, type Wire, type WireRequest, type WireWriter } from './port.ts';

/** `POST /api/chat` of Ollama: one JSON object a line. */
export const ollamaWire: Wire = {
  name: 'ollama',
  matches: (method, path) => method === 'POST' && path === '/api/chat',
  read,
  writer: createWriter,
  httpError: (status) => ({ error: `Fake failure ${status}.` }),
};

function read({ body }: WireRequest): Conversation {
  const request = object(body);
  const messages = list(request.messages).map(object);
  return {
    model: text(request.model),
    stream: request.stream !== false,
    includeUsage: true,
    instructions: messages
      .filter((message) => message.role === 'system')
      .map((message) => text(message.content))
      .join('\n'),
    turns: messages
      .filter((message) => message.role !== 'system')
      .map((message): Turn => ({
        role: message.role === 'assistant' ? 'assistant' : 'user',
        text: text(message.content),
        images: list(message.images).length,
      })),
  };
}

function createWriter(conversation: Conversation): WireWriter {
  const head = () => ({ model: conversation.model, created_at: new Date().toISOString() });
  const line = (fields: object) => `${JSON.stringify(fields)}\n`;
  return {
    contentType: 'application/x-ndjson',
    open: () => '',
    content(step) {
      const message = toMessage(step);
      return message === null ? '' : line({ ...head(), message: { role: 'assistant', ...message }, done: false });
    },
    finish: (reason, usage) =>
      line({ ...head(), message: { role: 'assistant', content: '' }, ...ending(reason, usage) }),
    error: (message) => line({ error: message }),
    garbage: (bytes) => `${bytes}\n`,
    whole: (answer: Answer) => ({
      ...head(),
      message: {
        role: 'assistant',
        content: textOf(answer, 'text'),
        thinking: textOf(answer, 'reasoning') || undefined,
      },
      ...ending(answer.finish, answer.usage),
    }),
  };
}

function toMessage(step: ContentStep): object | null {
  switch (step.type) {
    case 'text':
    case 'refusal':
      return { content: step.text };
    case 'reasoning':
      return { content: '', thinking: step.text };
    case 'tool-call':
      return { content: '', tool_calls: [{ function: { name: step.name, arguments: step.args } }] };
    case 'citation':
    case 'image':
    case 'redacted-reasoning':
      return null;
  }
}

function ending(reason: FakeFinishReason, usage: UsageStep): object {
  return {
    done: true,
    done_reason: reason === 'length' ? 'length' : 'stop',
    total_duration: 1_000_000,
    prompt_eval_count: usage.inputTokens,
    eval_count: usage.outputTokens,
  };
}
