import type { Conversation, Turn } from '../conversation.ts';
import type { ContentStep, FakeFinishReason, UsageStep } from '../script.ts';
import { contentText, countParts, list, object, text } from './json.ts';
import { errorKind } from './openai-chat.ts';
import { createOutput, type OutputItem } from './openai-responses-output.ts';
import { seconds, sse, type Answer, type Wire, type WireRequest, type WireWriter } from './port.ts';

/** `POST …/responses`. */
export const openAIResponsesWire: Wire = {
  name: 'openai-responses',
  matches: (method, path) => method === 'POST' && path.endsWith('/responses'),
  read,
  writer: createWriter,
  httpError: (status) => ({ error: { message: `Fake failure ${status}.`, param: null, ...errorKind(status) } }),
};

function read({ body }: WireRequest): Conversation {
  const request = object(body);
  const input = typeof request.input === 'string' ? [{ role: 'user', content: request.input }] : list(request.input);
  const messages = input.map(object).filter((item) => typeof item.role === 'string');
  const isSystem = (role: unknown) => role === 'system' || role === 'developer';
  return {
    model: text(request.model),
    stream: request.stream === true,
    includeUsage: true,
    instructions: [
      text(request.instructions),
      ...messages.filter((message) => isSystem(message.role)).map((message) => contentText(message.content)),
    ].join('\n'),
    turns: messages
      .filter((message) => !isSystem(message.role))
      .map((message): Turn => ({
        role: message.role === 'assistant' ? 'assistant' : 'user',
        text: contentText(message.content),
        images: countParts(message.content, ['input_image']),
      })),
  };
}

function createWriter(conversation: Conversation): WireWriter {
  let sequence = 0;
  const event = (type: string, fields: Readonly<Record<string, unknown>>) =>
    sse({ type, sequence_number: sequence++, ...fields }, type);
  const output = createOutput(event);
  const response = (fields: Readonly<Record<string, unknown>>) => ({
    id: 'resp_fake',
    object: 'response',
    created_at: seconds(),
    model: conversation.model,
    error: null,
    incomplete_details: null,
    usage: null,
    ...fields,
  });
  const ended = (reason: FakeFinishReason, usage: UsageStep, items: readonly OutputItem[]) =>
    response({ ...outcomes[reason], output: items, usage: toUsage(usage) });
  return {
    contentType: 'text/event-stream; charset=utf-8',
    open: () => {
      const started = { response: response({ status: 'in_progress', output: [] }) };
      return event('response.created', started) + event('response.in_progress', started);
    },
    content: (step: ContentStep) => output.write(step),
    finish(reason, usage) {
      const closing = output.close();
      const type = outcomes[reason].status === 'incomplete' ? 'response.incomplete' : 'response.completed';
      return closing + event(type, { response: ended(reason, usage, output.items()) });
    },
    error(message, code) {
      const error = { code: code ?? 'server_error', message };
      return event('response.failed', { response: response({ status: 'failed', error, output: output.items() }) });
    },
    garbage: (line) => `data: ${line}\n\n`,
    whole({ content, finish, usage }: Answer) {
      for (const step of content) output.write(step);
      output.close();
      return ended(finish, usage, output.items());
    },
  };
}

const completed = { status: 'completed', incomplete_details: null };
const outcomes: Record<FakeFinishReason, { status: string; incomplete_details: { reason: string } | null }> = {
  stop: completed,
  'tool-calls': completed,
  length: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
  'content-filter': { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
};

function toUsage(usage: UsageStep): unknown {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}
