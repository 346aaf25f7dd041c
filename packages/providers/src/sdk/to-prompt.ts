import type { LanguageModelV4FilePart, LanguageModelV4Message, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { given, spokenMessages } from '../parameters.ts';
import type { AssistantPart, ModelRequest, UserPart } from '../port.ts';
import type { Dialect } from './dialect.ts';
import { reasoningBlocks, textMetadata, type Metadata } from './state.ts';

type AssistantContent = Extract<LanguageModelV4Message, { role: 'assistant' }>['content'];
type UserContent = Extract<LanguageModelV4Message, { role: 'user' }>['content'];

/** Instructions and messages as the SDK packages take them. */
export function toPrompt(request: ModelRequest, dialect: Dialect): LanguageModelV4Prompt {
  const system = given(request.instructions);
  const messages = spokenMessages(request)
    .map((message): LanguageModelV4Message =>
      message.role === 'user'
        ? { role: 'user', content: message.parts.map(toUserPart(request, dialect)) }
        : { role: 'assistant', content: message.parts.flatMap((part) => toAssistantParts(part, dialect)) },
    )
    .filter((message) => message.content.length > 0);
  return system === undefined ? messages : [{ role: 'system', content: system }, ...messages];
}

const toUserPart =
  ({ parameters }: ModelRequest, { namespace }: Dialect) =>
  (part: UserPart): UserContent[number] => {
    if (part.type === 'text') return { type: 'text', text: part.text };
    const imageDetail = given(parameters.imageDetail);
    const image: LanguageModelV4FilePart = {
      type: 'file',
      mediaType: part.mediaType,
      data: { type: 'data', data: part.data },
    };
    return imageDetail === undefined ? image : { ...image, providerOptions: { [namespace]: { imageDetail } } };
  };

function toAssistantParts(part: AssistantPart, { kind, namespace }: Dialect): AssistantContent {
  const options = (metadata: Metadata) => ({ providerOptions: { [namespace]: metadata } });
  if (part.type === 'reasoning') {
    // Thoughts without the vendor's own mark would be refused.
    return reasoningBlocks(kind, part.state).map(({ text, metadata }) => ({
      type: 'reasoning',
      text,
      ...options(metadata),
    }));
  }
  const metadata = textMetadata(kind, part.state);
  if (metadata !== null) return [{ type: 'text', text: part.text, ...options(metadata) }];
  return part.text === '' ? [] : [{ type: 'text', text: part.text }];
}
