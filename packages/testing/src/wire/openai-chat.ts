import type { Conversation, Turn } from '../conversation.ts';
import type { ContentStep, FakeFinishReason, UsageStep } from '../script.ts';
import { contentText, countParts, list, object, text } from './json.ts';
import { seconds, sse, textOf, type Answer, type Wire, type WireRequest, type WireWriter } from './port.ts';

/** `POST …/chat/completions`, as OpenAI and everything compatible with it speaks. */
export const openAIChatWire: Wire = {
  name: 'openai-chat',
  matches: (method, path) => method === 'POST' && path.endsWith('/chat/completions'),
  read,
  writer: createWriter,
  httpError: (status) => ({ error: { message: `Fake failure ${status}.`, param: null, ...errorKind(status) } }),
};

function read({ body }: WireRequest): Conversation {
  const request = object(body);
  const messages = list(request.messages).map(object);
  const isSystem = (role: unknown) => role === 'system' || role === 'developer';
  return {
    model: text(request.model),
    stream: request.stream === true,
    includeUsage: object(request.stream_options).include_usage === true,
    instructions: messages
      .filter((message) => isSystem(message.role))
      .map((message) => contentText(message.content))
      .join('\n'),
    turns: messages
      .filter((message) => !isSystem(message.role))
      .map((message): Turn => ({
        role: message.role === 'assistant' ? 'assistant' : 'user',
        text: contentText(message.content),
        images: countParts(message.content, ['image_url']),
      })),
  };
}

function createWriter(conversation: Conversation): WireWriter {
  const head = { id: 'chatcmpl-fake', created: seconds(), model: conversation.model };
  let toolCalls = 0;
  const chunk = (delta: unknown, finish: string | null = null) =>
    sse({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(conversation.includeUsage ? { usage: null } : {}),
    });
  return {
    contentType: 'text/event-stream; charset=utf-8',
    open: () => chunk({ role: 'assistant', content: '' }),
    content(step) {
      const delta = toDelta(step, toolCalls);
      if (step.type === 'tool-call') toolCalls += 1;
      return delta === null ? '' : chunk(delta);
    },
    finish(reason, usage) {
      const counts = conversation.includeUsage
        ? sse({ ...head, object: 'chat.completion.chunk', choices: [], usage: toUsage(usage) })
        : '';
      return `${chunk({}, finishReasons[reason])}${counts}data: [DONE]\n\n`;
    },
    error: (message, code) =>
      sse({ error: { message, type: code ?? 'server_error', param: null, code: code ?? null } }),
    garbage: (line) => `data: ${line}\n\n`,
    whole: (answer) => ({ ...head, object: 'chat.completion', ...toCompletion(answer) }),
  };
}

function toDelta(step: ContentStep, toolIndex: number): unknown {
  switch (step.type) {
    case 'text':
      return { content: step.text };
    case 'reasoning':
      return { reasoning_content: step.text };
    case 'refusal':
      return { refusal: step.text };
    case 'tool-call':
      return { tool_calls: [{ index: toolIndex, ...toToolCall(step, toolIndex) }] };
    case 'citation':
      return { annotations: [toAnnotation(step)] };
    case 'image':
      return { images: [toImage(step)] };
    case 'redacted-reasoning':
      return null;
  }
}

function toCompletion(answer: Answer): object {
  const steps = <T extends ContentStep['type']>(type: T) =>
    answer.content.filter((step): step is Extract<ContentStep, { type: T }> => step.type === type);
  const reasoning = textOf(answer, 'reasoning');
  const toolCalls = steps('tool-call').map(toToolCall);
  const images = steps('image').map(toImage);
  const message = {
    role: 'assistant',
    content: textOf(answer, 'text'),
    refusal: textOf(answer, 'refusal') || null,
    annotations: steps('citation').map(toAnnotation),
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }),
    ...(images.length === 0 ? {} : { images }),
  };
  return {
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasons[answer.finish] }],
    usage: toUsage(answer.usage),
  };
}

const toToolCall = (step: Extract<ContentStep, { type: 'tool-call' }>, index: number) => ({
  id: step.id ?? `call_${index}`,
  type: 'function',
  function: { name: step.name, arguments: JSON.stringify(step.args) },
});

const toAnnotation = ({ url, title }: Extract<ContentStep, { type: 'citation' }>) => ({
  type: 'url_citation',
  url_citation: { url, title, start_index: 0, end_index: 0 },
});

const toImage = ({ mediaType, data }: Extract<ContentStep, { type: 'image' }>) => ({
  type: 'image_url',
  image_url: { url: `data:${mediaType};base64,${data}` },
});

const finishReasons: Record<FakeFinishReason, string> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  'tool-calls': 'tool_calls',
};

function toUsage(usage: UsageStep): unknown {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
  };
}

/** Both OpenAI APIs name their errors alike. */
export function errorKind(status: number): { type: string; code: string | null } {
  if (status === 401) return { type: 'invalid_request_error', code: 'invalid_api_key' };
  if (status === 404) return { type: 'invalid_request_error', code: 'model_not_found' };
  if (status === 429) return { type: 'requests', code: 'rate_limit_exceeded' };
  return status >= 500 ? { type: 'server_error', code: null } : { type: 'invalid_request_error', code: null };
}
