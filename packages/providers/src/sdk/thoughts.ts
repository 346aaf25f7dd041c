import type { ModelEvent, ProviderKind } from '../port.ts';
import { reasoningState, type Metadata, type ReasoningBlock } from './state.ts';

type Push = (event: ModelEvent) => void;

/**
 * The reasoning of an answer. A vendor may deliver it in several blocks, each with its own mark, where a reader sees one
 * text; so the state names the blocks since the last ordinary text, and each new state holds those before it too.
 */
export function createThoughts(kind: ProviderKind, push: Push) {
  let blocks: ReasoningBlock[] = [];
  let open: ReasoningBlock | null = null;

  function grow(text: string, metadata: Metadata): void {
    open ??= { text: '', metadata: {} };
    Object.assign(open.metadata, metadata);
    if (text === '') return;
    const follows = open.text === '' && blocks.some((block) => block.text !== '');
    open.text += text;
    push({ type: 'reasoning-delta', text: follows ? `\n\n${text}` : text });
  }

  function end(metadata: Metadata): void {
    if (open === null) return;
    blocks.push({ text: open.text, metadata: { ...open.metadata, ...metadata } });
    open = null;
    const marked = blocks.filter((block) => Object.keys(block.metadata).length > 0);
    if (marked.length > 0) push({ type: 'part-state', part: 'reasoning', state: reasoningState(kind, marked) });
  }

  return {
    grow,
    end,
    /** Ordinary text follows: later thoughts are a part of their own. */
    interrupt() {
      blocks = [];
    },
  };
}
