import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Usage } from '@parley/data-provider';
import { createCitations } from '../citations.ts';
import { failure } from '../errors.ts';
import { imageNote } from '../image-note.ts';
import type { FinishReason, ModelEvent } from '../port.ts';
import type { Dialect } from './dialect.ts';
import { errorFromPart } from './errors.ts';
import { metadataOf, textState, type Metadata } from './state.ts';
import { createThoughts } from './thoughts.ts';

type FinishPart = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;

/** Maps stream parts to events. The function it returns throws a ProviderError for errors and broken ends. */
export function createPartReader(dialect: Dialect, push: (event: ModelEvent) => void) {
  const { kind, namespace } = dialect;
  const citations = createCitations();
  const thoughts = createThoughts(kind, push);
  const textMark = createTextMark(dialect, push);
  let hasText = false;
  let hasImage = false;

  function say(text: string): void {
    if (text === '') return;
    hasText = true;
    thoughts.interrupt();
    push({ type: 'text-delta', text });
  }

  function finish(part: FinishPart): void {
    const reason = toFinishReason(part.finishReason);
    if (hasImage && !hasText) say(imageNote);
    say(citations.toMarkdown());
    const usage = toUsage(part.usage);
    if (usage !== null) push({ type: 'usage', usage });
    push({ type: 'finish', reason });
  }

  return (part: LanguageModelV4StreamPart): void => {
    const metadata = 'providerMetadata' in part ? metadataOf(namespace, part.providerMetadata) : {};
    switch (part.type) {
      case 'text-start':
      case 'text-delta':
      case 'text-end':
        textMark.add(metadata);
        if (part.type === 'text-delta') say(part.delta);
        if (part.type === 'text-end') textMark.end();
        return;
      case 'reasoning-start':
        return thoughts.grow('', metadata);
      case 'reasoning-delta':
        return thoughts.grow(part.delta, metadata);
      case 'reasoning-end':
        return thoughts.end(metadata);
      case 'source':
        if (part.sourceType === 'url') citations.add(part.url, part.title);
        return;
      case 'file':
        hasImage = true;
        return;
      case 'finish':
        return finish(part);
      case 'error':
        if (!dialect.isSkippable(part.error)) throw errorFromPart(part.error);
        return;
      default:
        // Tools are not offered, except those a vendor runs itself, whose results are part of its text.
        return;
    }
  };
}

/** What a vendor wants back with a text may come with any of its parts, and is told at its end. */
function createTextMark({ kind, textState: pick }: Dialect, push: (event: ModelEvent) => void) {
  let mark: Metadata = {};
  return {
    add: (metadata: Metadata) => void Object.assign(mark, metadata),
    end() {
      const kept = pick(mark);
      mark = {};
      if (Object.keys(kept).length > 0) push({ type: 'part-state', part: 'text', state: textState(kind, kept) });
    },
  };
}

function toFinishReason({ unified }: LanguageModelV4FinishReason): FinishReason {
  switch (unified) {
    case 'stop':
    case 'length':
    case 'content-filter':
    case 'tool-calls':
    case 'other':
      return unified;
    case 'interrupted':
    case 'error':
      throw failure('down', { detail: `the stream ended as ${unified}` });
  }
}

function toUsage({ inputTokens, outputTokens }: LanguageModelV4Usage): Usage | null {
  if (inputTokens.total === undefined && outputTokens.total === undefined) return null;
  return {
    inputTokens: inputTokens.total ?? 0,
    outputTokens: outputTokens.total ?? 0,
    ...(outputTokens.reasoning === undefined ? {} : { reasoningTokens: outputTokens.reasoning }),
    ...(inputTokens.cacheRead === undefined ? {} : { cachedInputTokens: inputTokens.cacheRead }),
  };
}
