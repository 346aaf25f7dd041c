import type { ContentStep } from '../script.ts';

export type OutputItem = Readonly<Record<string, unknown>> & { id: string };

type Emit = (type: string, fields: Readonly<Record<string, unknown>>) => string;
type Reasoning = Extract<ContentStep, { type: 'reasoning' }>;

/** A message or a reasoning item that still grows. */
interface OpenItem {
  type: 'message' | 'reasoning';
  id: string;
  text: string;
  refusal: boolean;
  signature: string | null;
  annotations: unknown[];
}

/** The output items of one response and the events that announce, grow and close them. */
export function createOutput(emit: Emit) {
  const items: OutputItem[] = [];
  let open: OpenItem | null = null;

  const at = () => ({ output_index: items.length });
  const part = (item: OpenItem) => ({ item_id: item.id, ...at(), ...partIndex[item.type] });

  function start(type: OpenItem['type'], refusal = false): string {
    const closing = close();
    open = {
      type,
      id: `${type === 'message' ? 'msg' : 'rs'}_${items.length}`,
      text: '',
      refusal,
      signature: null,
      annotations: [],
    };
    const added = emit('response.output_item.added', { ...at(), item: toItem(open, 'in_progress') });
    const opened = emit(names(open).partAdded, { ...part(open), part: partOf(open) });
    return closing + added + opened;
  }

  function close(): string {
    if (open === null) return '';
    const item = open;
    const { done: doneType, partDone } = names(item);
    const done =
      emit(doneType, { ...part(item), [item.refusal ? 'refusal' : 'text']: item.text }) +
      emit(partDone, { ...part(item), part: partOf(item) });
    return done + add(toItem(item, 'completed'));
  }

  function add(item: OutputItem): string {
    const event = emit('response.output_item.done', { ...at(), item });
    items.push(item);
    open = null;
    return event;
  }

  function grow(type: OpenItem['type'], text: string, refusal = false): string {
    const opening = open?.type === type && open.refusal === refusal ? '' : start(type, refusal);
    if (open === null) return opening;
    open.text += text;
    return opening + emit(names(open).delta, { ...part(open), delta: text });
  }

  function write(step: ContentStep): string {
    switch (step.type) {
      case 'text':
        return grow('message', step.text);
      case 'refusal':
        return grow('message', step.text, true);
      case 'reasoning':
        return writeReasoning(step);
      case 'citation':
        return writeAnnotation({
          type: 'url_citation',
          url: step.url,
          title: step.title,
          start_index: 0,
          end_index: 0,
        });
      case 'tool-call': {
        const call = {
          name: step.name,
          arguments: JSON.stringify(step.args),
          call_id: step.id ?? `call_${items.length}`,
        };
        const item = { type: 'function_call', id: `fc_${items.length}`, ...call };
        return (
          close() +
          emit('response.output_item.added', { ...at(), item: { ...item, arguments: '', status: 'in_progress' } }) +
          emit('response.function_call_arguments.delta', { item_id: item.id, ...at(), delta: call.arguments }) +
          add({ ...item, status: 'completed' })
        );
      }
      case 'image':
        return (
          close() +
          add({ type: 'image_generation_call', id: `ig_${items.length}`, status: 'completed', result: step.data })
        );
      case 'redacted-reasoning':
        return '';
    }
  }

  // The encrypted content comes with the end of the item, so a signature closes it.
  function writeReasoning(step: Reasoning): string {
    const events = grow('reasoning', step.text);
    if (open === null || step.signature === undefined) return events;
    open.signature = step.signature;
    return events + close();
  }

  function writeAnnotation(annotation: unknown): string {
    const opening = open?.type === 'message' ? '' : start('message');
    if (open === null) return opening;
    open.annotations.push(annotation);
    const index = { annotation_index: open.annotations.length - 1, annotation };
    return opening + emit('response.output_text.annotation.added', { ...part(open), ...index });
  }

  return { write, close, items: (): readonly OutputItem[] => items };
}

const contentPart = { partAdded: 'response.content_part.added', partDone: 'response.content_part.done' };
const textNames = { ...contentPart, delta: 'response.output_text.delta', done: 'response.output_text.done' };
const refusalNames = { ...contentPart, delta: 'response.refusal.delta', done: 'response.refusal.done' };
const summaryNames = {
  partAdded: 'response.reasoning_summary_part.added',
  delta: 'response.reasoning_summary_text.delta',
  done: 'response.reasoning_summary_text.done',
  partDone: 'response.reasoning_summary_part.done',
};
const names = (item: OpenItem) => (item.type === 'reasoning' ? summaryNames : item.refusal ? refusalNames : textNames);
const partIndex = { message: { content_index: 0 }, reasoning: { summary_index: 0 } };

function partOf(item: OpenItem): unknown {
  if (item.type === 'reasoning') return { type: 'summary_text', text: item.text };
  if (item.refusal) return { type: 'refusal', refusal: item.text };
  return { type: 'output_text', text: item.text, annotations: item.annotations, logprobs: [] };
}

function toItem(item: OpenItem, status: 'in_progress' | 'completed'): OutputItem {
  const parts = status === 'completed' ? [partOf(item)] : [];
  return item.type === 'message'
    ? { type: 'message', id: item.id, status, role: 'assistant', content: parts }
    : { type: 'reasoning', id: item.id, summary: parts, encrypted_content: item.signature };
}
