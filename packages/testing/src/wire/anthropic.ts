import { countInputTokens, type Conversation, type Turn } from '../conversation.ts';
import type { ContentStep, FakeFinishReason, UsageStep } from '../script.ts';
import { contentText, countParts, list, object, text } from './json.ts';
import { sse, type Answer, type Wire, type WireRequest, type WireWriter } from './port.ts';

/** `POST …/messages` of the Anthropic Messages API. */
export const anthropicWire: Wire = {
  name: 'anthropic',
  matches: (method, path) => method === 'POST' && path.endsWith('/messages'),
  read,
  writer: createWriter,
  httpError: (status) => toError(`Fake failure ${status}.`, errorTypes[status] ?? 'api_error'),
};

function read({ body }: WireRequest): Conversation {
  const request = object(body);
  return {
    model: text(request.model),
    stream: request.stream === true,
    includeUsage: true,
    instructions: contentText(request.system),
    turns: list(request.messages)
      .map(object)
      .map((message): Turn => ({
        role: message.role === 'assistant' ? 'assistant' : 'user',
        text: contentText(message.content),
        images: countParts(message.content, ['image']),
      })),
  };
}

function createWriter(conversation: Conversation): WireWriter {
  let index = -1;
  let open: ContentStep['type'] | null = null;
  const event = (type: string, fields: object = {}) => sse({ type, ...fields }, type);
  const delta = (fields: object) => event('content_block_delta', { index, delta: fields });

  function close(): string {
    if (open === null) return '';
    open = null;
    return event('content_block_stop', { index });
  }

  function start(type: ContentStep['type'], block: object): string {
    if (open === type) return '';
    const closing = close();
    open = type;
    index += 1;
    return closing + event('content_block_start', { index, content_block: block });
  }

  function content(step: ContentStep): string {
    switch (step.type) {
      case 'text':
      case 'refusal':
        return start('text', { type: 'text', text: '' }) + delta({ type: 'text_delta', text: step.text });
      case 'reasoning': {
        const events =
          start('reasoning', { type: 'thinking', thinking: '', signature: '' }) +
          delta({ type: 'thinking_delta', thinking: step.text });
        if (step.signature === undefined) return events;
        return events + delta({ type: 'signature_delta', signature: step.signature }) + close();
      }
      case 'redacted-reasoning':
        return start('redacted-reasoning', { type: 'redacted_thinking', data: step.data }) + close();
      case 'tool-call': {
        const block = { type: 'tool_use', id: step.id ?? `toolu_${index + 1}`, name: step.name, input: {} };
        const json = { type: 'input_json_delta', partial_json: JSON.stringify(step.args) };
        return start('tool-call', block) + delta(json) + close();
      }
      case 'citation':
        return (
          start('text', { type: 'text', text: '' }) + delta({ type: 'citations_delta', citation: toCitation(step) })
        );
      case 'image':
        return '';
    }
  }

  return {
    contentType: 'text/event-stream; charset=utf-8',
    open: () =>
      event('message_start', {
        message: {
          ...messageHead(conversation),
          content: [],
          stop_reason: null,
          usage: { input_tokens: countInputTokens(conversation), output_tokens: 1 },
        },
      }) + event('ping'),
    content,
    finish: (reason, usage) =>
      close() +
      event('message_delta', {
        delta: { stop_reason: stopReasons[reason], stop_sequence: null },
        usage: toUsage(usage),
      }) +
      event('message_stop'),
    error: (message, code) => sse(toError(message, code ?? 'overloaded_error'), 'error'),
    garbage: (line) => `event: content_block_delta\ndata: ${line}\n\n`,
    whole: ({ content: steps, finish, usage }: Answer) => ({
      ...messageHead(conversation),
      content: steps.map(toBlock).filter((block) => block !== null),
      stop_reason: stopReasons[finish],
      stop_sequence: null,
      usage: toUsage(usage),
    }),
  };
}

const messageHead = (conversation: Conversation) => ({
  id: 'msg_fake',
  type: 'message',
  role: 'assistant',
  model: conversation.model,
});

function toBlock(step: ContentStep): unknown {
  switch (step.type) {
    case 'text':
    case 'refusal':
      return { type: 'text', text: step.text };
    case 'reasoning':
      return { type: 'thinking', thinking: step.text, signature: step.signature ?? '' };
    case 'redacted-reasoning':
      return { type: 'redacted_thinking', data: step.data };
    case 'tool-call':
      return { type: 'tool_use', id: step.id ?? 'toolu_0', name: step.name, input: step.args };
    case 'citation':
      return { type: 'text', text: '', citations: [toCitation(step)] };
    case 'image':
      return null;
  }
}

const toCitation = ({ url, title }: Extract<ContentStep, { type: 'citation' }>) => ({
  type: 'web_search_result_location',
  cited_text: title,
  url,
  title,
  encrypted_index: 'fake-index',
});

const stopReasons: Record<FakeFinishReason, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'content-filter': 'refusal',
  'tool-calls': 'tool_use',
};

function toUsage(usage: UsageStep): unknown {
  const cached = usage.cachedInputTokens ?? 0;
  return {
    // Anthropic counts cached tokens apart from the others.
    input_tokens: usage.inputTokens - cached,
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: 0,
    output_tokens: usage.outputTokens,
  };
}

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

const toError = (message: string, type: string) => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_fake',
});
