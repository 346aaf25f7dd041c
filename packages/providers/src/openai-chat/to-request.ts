import type { ModelMessage, ModelRequest, UserPart } from '../port.ts';
import { defined, given, spokenMessages } from '../parameters.ts';
import { isOpenAIPlainModel, isOpenAIReasoningModel } from './model-facts.ts';

/** The body of `POST /chat/completions`. */
export function toRequest(request: ModelRequest): object {
  const streams = given(request.parameters.disableStreaming) !== true;
  return {
    model: request.model,
    messages: toMessages(request),
    ...(streams ? { stream: true, stream_options: { include_usage: true } } : { stream: false }),
    ...toSettings(request),
  };
}

function toMessages(request: ModelRequest): object[] {
  const detail = given(request.parameters.imageDetail);
  const system = given(request.instructions);
  const messages = spokenMessages(request)
    .map((message) => toMessage(message, detail))
    .filter((message) => message !== null);
  return system === undefined ? messages : [{ role: 'system', content: system }, ...messages];
}

// What a model thought is not sent back: some servers refuse it, and without tools none needs it.
function toMessage(message: ModelMessage, detail: string | undefined): object | null {
  if (message.role === 'assistant') {
    const text = message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    return text === '' ? null : { role: 'assistant', content: text };
  }
  const isText = message.parts.every((part) => part.type === 'text');
  return {
    role: 'user',
    content: isText ? joinText(message.parts) : message.parts.map((part) => toPart(part, detail)),
  };
}

// Many compatible servers only take a string where there is nothing but text.
function joinText(parts: readonly UserPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n\n');
}

function toPart(part: UserPart, detail: string | undefined): object {
  if (part.type === 'text') return { type: 'text', text: part.text };
  const url = `data:${part.mediaType};base64,${part.data}`;
  return { type: 'image_url', image_url: { url, ...defined({ detail }) } };
}

function toSettings({ model, parameters }: ModelRequest): object {
  const limit = given(parameters.max_tokens);
  const effort = given(parameters.reasoning_effort);
  const thinking = { reasoning_effort: effort, verbosity: given(parameters.verbosity) };
  const sampling = {
    temperature: given(parameters.temperature),
    top_p: given(parameters.top_p),
    presence_penalty: given(parameters.presence_penalty),
    frequency_penalty: given(parameters.frequency_penalty),
    stop: given(parameters.stop),
  };
  if (isOpenAIReasoningModel(model)) {
    return defined({ max_completion_tokens: limit, ...thinking, ...(effort === 'none' ? sampling : {}) });
  }
  return defined({ max_tokens: limit, ...sampling, ...(isOpenAIPlainModel(model) ? {} : thinking) });
}
