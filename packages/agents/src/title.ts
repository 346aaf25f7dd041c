import { ProviderError } from '@parley/providers';
import type { ChatModel, ModelRequest } from '@parley/providers';
import { cleanTitle } from './clean-title.ts';

/** First line of the instructions. Stand-ins for a provider know by it that a title is asked for. */
export const TITLE_INSTRUCTIONS_HEAD = 'Write a short title for this conversation.';

export interface TitleInput {
  model: ChatModel;
  modelName: string;
  question: string;
  answer: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

const instructions = `${TITLE_INSTRUCTIONS_HEAD}
Use the language the conversation is held in, and between two and six words.
Name its subject, not the people talking. Reply with the title alone: no quotation marks, no markup, no full stop.`;

/** Beginnings say what a conversation is about, and a title is not worth the price of long texts. */
const excerptLength = 2_000;
/** More than any title; who is still talking then is not writing one. */
const maxLength = 20_000;

/** Asks the model once. @throws ProviderError when it fails, is too slow or is aborted. */
export async function generateTitle(input: TitleInput): Promise<string> {
  const { model, modelName, question, answer, signal, timeoutMs = 45_000 } = input;
  const limit = AbortSignal.timeout(timeoutMs);
  const over = signal ? AbortSignal.any([signal, limit]) : limit;
  const text = `Question:\n${excerpt(question)}\n\nAnswer:\n${excerpt(answer)}`;
  const request: ModelRequest = {
    model: modelName,
    instructions,
    messages: [{ role: 'user', parts: [{ type: 'text', text }] }],
    parameters: {},
  };
  return cleanTitle(await Promise.race([listen(model, request, over), rejection(over)]));
}

async function listen(model: ChatModel, request: ModelRequest, signal: AbortSignal): Promise<string> {
  let title = '';
  for await (const event of model.stream(request, signal)) {
    if (event.type === 'text-delta') title += event.text;
    if (event.type === 'finish' || title.length > maxLength || signal.aborted) break;
  }
  return title;
}

/** A model that does not heed its signal is not waited for. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(new ProviderError('timeout', 'No title was written in time.'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}

const excerpt = (text: string) => text.slice(0, excerptLength).toWellFormed();
