/** A request to a fake model, in words that all APIs share. */
export interface Conversation {
  model: string;
  stream: boolean;
  /** The caller asked for token counts inside the stream (OpenAI chat completions). */
  includeUsage: boolean;
  /** System instructions, joined. */
  instructions: string;
  turns: readonly Turn[];
}

export interface Turn {
  role: 'user' | 'assistant';
  text: string;
  images: number;
}

export function lastUserTurn(conversation: Conversation): Turn | undefined {
  return conversation.turns.findLast((turn) => turn.role === 'user');
}

/** About four characters a token, as real tokenizers do for English. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

export function countInputTokens(conversation: Conversation): number {
  const turns = conversation.turns.map((turn) => turn.text).join('\n');
  return countTokens(conversation.instructions + turns);
}
