import {
  type ContentPart,
  type Message,
  type ResumeState,
  type RunEvent,
  type RunEventOf,
  textOf,
} from '@parley/data-provider';
import type { SseFrame } from '@parley/express-adapter';

/** The incumbent's event stream (contract: "SSE events of a job"), made from our events. One translator per reader. */
export interface Translator {
  (event: RunEvent, id: string): readonly SseFrame[];
}

interface Options {
  streamId: string;
  /** The reader wants one snapshot of what was said before it came, then only what is new. */
  isResuming: boolean;
  /** The reader has this event: it shapes what follows, but is not sent again. */
  isSeen: (id: string) => boolean;
}

const frame = (data: unknown, event = 'message'): SseFrame => ({ event, data });

export function createTranslator({ streamId, isResuming, isSeen }: Options): Translator {
  let opening: RunEventOf<'run-start'> | null = null;
  /** Content index on the wire is ours minus this: the wire counts only parts that are new to its reader. */
  let offset = 0;
  const opened = new Set<number>();
  /** How much of each part the reader has. */
  const told = new Map<number, number>();
  const calls = new Map<number, { id: string; name: string }>();
  const stepId = (index: number) => `step_${opening?.responseMessage.messageId ?? 'run'}_${index}`;

  const openStep = (index: number, part: ContentPart): SseFrame[] => {
    opened.add(index);
    if (part.type === 'error') return [];
    if (part.type === 'tool_call')
      calls.set(index, { id: part.tool_call.id ?? stepId(index), name: part.tool_call.name });
    const runId = opening?.responseMessage.messageId ?? streamId;
    return [frame({ event: 'on_run_step', data: runStep(part, { id: stepId(index), index: index - offset, runId }) })];
  };
  const delta = (
    index: number,
    content: { type: 'text'; text: string } | { type: 'think'; think: string },
  ): SseFrame[] => {
    const event = 'think' in content ? 'on_reasoning_delta' : 'on_message_delta';
    told.set(index, (told.get(index) ?? 0) + lengthOf(content));
    return [frame({ event, data: { id: stepId(index), delta: { content: [content] } } })];
  };
  /** A part and what it holds already. */
  const wholePart = (index: number, part: ContentPart): SseFrame[] => {
    const step = openStep(index, part);
    if (part.type === 'text' && part.text) return [...step, ...delta(index, { type: 'text', text: part.text })];
    if (part.type === 'think' && part.think) return [...step, ...delta(index, { type: 'think', think: part.think })];
    return step;
  };
  /** The first words of a part that goes on where a kept one stopped have no `part-start` of their own. */
  const continued = (index: number, part: ContentPart): SseFrame[] => {
    if (opened.has(index)) return [];
    offset = index;
    return openStep(index, part);
  };

  /** What a later snapshot says beyond what was told: the log was lost, and the database speaks instead. */
  const rest = (index: number, part: ContentPart): SseFrame[] => {
    if (!told.has(index) && !opened.has(index)) return wholePart(index, part);
    const from = told.get(index) ?? 0;
    if (part.type === 'text' && part.text.length > from)
      return delta(index, { type: 'text', text: part.text.slice(from) });
    if (part.type === 'think' && part.think.length > from)
      return delta(index, { type: 'think', think: part.think.slice(from) });
    return [];
  };

  const translate = (event: RunEvent): readonly SseFrame[] => {
    switch (event.type) {
      case 'run-start': {
        const parts = event.responseMessage.content ?? [];
        if (opening && !isResuming) return parts.flatMap((part, index) => rest(index, part));
        opening = event;
        const news = event.areKeptPartsShown ? event.keptParts : 0;
        offset = news;
        for (const [index, part] of parts.slice(0, news).entries()) told.set(index, lengthOf(part));
        if (isResuming) return [frame({ sync: true, resumeState: resumeState(event, { news, stepId, opened }) })];
        const created = frame({ created: true, message: questionOf(event.requestMessage), streamId });
        return [created, ...parts.slice(news).flatMap((part, index) => wholePart(index + news, part))];
      }
      case 'part-start':
        return wholePart(event.index, event.part);
      case 'text-delta':
        return [
          ...continued(event.index, { type: 'text', text: '' }),
          ...delta(event.index, { type: 'text', text: event.text }),
        ];
      case 'reasoning-delta':
        return [
          ...continued(event.index, { type: 'think', think: '' }),
          ...delta(event.index, { type: 'think', think: event.text }),
        ];
      case 'tool-args-delta': {
        const call = { args: event.args, index: 0, type: 'tool_call_chunk' };
        return [
          frame({
            event: 'on_run_step_delta',
            data: { id: stepId(event.index), delta: { type: 'tool_calls', tool_calls: [call] } },
          }),
        ];
      }
      case 'tool-result': {
        const call = calls.get(event.index) ?? { id: stepId(event.index), name: '' };
        const tool_call = { ...call, args: event.args, output: event.output, progress: 1 };
        return [
          frame({
            event: 'on_run_step_completed',
            data: { result: { id: stepId(event.index), index: event.index - offset, type: 'tool_call', tool_call } },
          }),
        ];
      }
      case 'attachment':
        return [frame({ event: 'attachment', data: event.attachment })];
      case 'run-end':
        return [endFrame(event, opening?.requestMessage ?? null)];
      case 'reasoning-end':
      case 'usage':
      case 'notice':
        return [];
    }
  };
  return (event, id) => {
    const translated = translate(event);
    return isSeen(id) ? [] : translated;
  };
}

function lengthOf(part: ContentPart): number {
  if (part.type === 'text') return part.text.length;
  return part.type === 'think' ? part.think.length : 0;
}

function runStep(part: ContentPart, { id, index, runId }: { id: string; index: number; runId: string }) {
  const common = { id, runId, index, stepIndex: index, usage: null };
  if (part.type !== 'tool_call') {
    return {
      ...common,
      type: 'message_creation',
      stepDetails: { type: 'message_creation', message_creation: { message_id: `msg_${id}` } },
    };
  }
  const { id: callId, name, args } = part.tool_call;
  const call = { id: callId ?? id, name, args: args ?? '', type: 'tool_call' };
  return { ...common, type: 'tool_calls', stepDetails: { type: 'tool_calls', tool_calls: [call] } };
}

interface Steps {
  news: number;
  stepId: (index: number) => string;
  opened: Set<number>;
}

function resumeState(
  { requestMessage, responseMessage }: RunEventOf<'run-start'>,
  { news, stepId, opened }: Steps,
): ResumeState {
  const parts = (responseMessage.content ?? []).slice(news);
  const runId = responseMessage.messageId;
  return {
    runSteps: parts.map((part, index) => {
      opened.add(index + news);
      return runStep(part, { id: stepId(index + news), index, runId });
    }),
    aggregatedContent: parts,
    userMessage: questionOf(requestMessage),
    responseMessageId: runId,
    conversationId: responseMessage.conversationId,
    ...(responseMessage.sender === undefined ? {} : { sender: responseMessage.sender }),
  };
}

/** What `GET status` tells about a running answer. */
export const statusOf = (event: RunEventOf<'run-start'>): ResumeState =>
  resumeState(event, {
    news: event.areKeptPartsShown ? event.keptParts : 0,
    stepId: (index) => `step_${event.responseMessage.messageId}_${index}`,
    opened: new Set(),
  });

const questionOf = ({ messageId, parentMessageId, conversationId, text }: Message) => ({
  messageId,
  parentMessageId,
  conversationId,
  sender: 'User',
  text,
  isCreatedByUser: true,
});

function endFrame(
  { outcome, responseMessage, conversation, error }: RunEventOf<'run-end'>,
  question: Message | null,
): SseFrame {
  if (outcome === 'deleted') return frame({ error: 'This conversation was deleted.' }, 'error');
  if (!responseMessage)
    return frame({ error: error?.wire ?? error?.message ?? 'The answer could not be written.' }, 'error');
  const { tokenCount: _, ...answer } = responseMessage;
  if (outcome !== 'stopped') {
    return frame({
      final: true,
      conversation,
      title: conversation?.title ?? null,
      requestMessage: question,
      responseMessage: answer,
    });
  }
  return frame({
    final: true,
    aborted: true,
    earlyAbort: false,
    title: conversation?.title ?? 'New Chat',
    conversation: { conversationId: answer.conversationId },
    requestMessage: question && questionOf(question),
    responseMessage: { ...answer, text: textOf(answer), unfinished: true, error: false },
  });
}
