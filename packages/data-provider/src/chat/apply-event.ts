import type { ContentPart, Message } from '../messages/schemas.ts';
import type { RunEvent } from './events.ts';

/**
 * What an event does to the answer. Pure: the server folds a log with it to store, the browser to render, tests to
 * check. Returns the same object when the event changes nothing, so a renderer can skip it.
 */
export function applyEvent(message: Message, event: RunEvent): Message {
  switch (event.type) {
    case 'run-start':
      return event.responseMessage;
    case 'part-start':
      return withPart(message, event.index, () => event.part);
    case 'text-delta':
      return withPart(message, event.index, (part) =>
        part?.type === 'text' ? { ...part, text: part.text + event.text } : part,
      );
    case 'reasoning-delta':
      return withPart(message, event.index, (part) =>
        part?.type === 'think' ? { ...part, think: part.think + event.text } : part,
      );
    case 'reasoning-end':
      return withPart(message, event.index, (part) =>
        part?.type === 'think' ? { ...part, durationMs: event.durationMs } : part,
      );
    case 'tool-args-delta':
      return withToolCall(message, event.index, (call) => ({ args: `${textArgs(call.args)}${event.args}` }));
    case 'tool-result':
      return withToolCall(message, event.index, () => ({ args: event.args, output: event.output, progress: 1 }));
    case 'attachment':
      return { ...message, attachments: [...(message.attachments ?? []), event.attachment] };
    case 'usage':
      return { ...message, metadata: { ...message.metadata, usage: event.usage } };
    case 'run-end':
      return event.responseMessage ?? message;
    case 'notice':
      return message;
  }
}

type ToolCall = Extract<ContentPart, { type: 'tool_call' }>['tool_call'];
const textArgs = (args: ToolCall['args']) => (typeof args === 'string' ? args : '');

function withToolCall(message: Message, index: number, change: (call: ToolCall) => Partial<ToolCall>): Message {
  return withPart(message, index, (part) =>
    part?.type === 'tool_call' ? { ...part, tool_call: { ...part.tool_call, ...change(part.tool_call) } } : part,
  );
}

/** Replaces slot `index`. A change to a slot of another kind, or to one that was never opened, does nothing. */
function withPart(
  message: Message,
  index: number,
  change: (part: ContentPart | undefined) => ContentPart | undefined,
): Message {
  const content = message.content ?? [];
  const before = content[index];
  const after = change(before);
  if (after === undefined || after === before || index > content.length) return message;
  return { ...message, content: content.toSpliced(index, 1, after) };
}
