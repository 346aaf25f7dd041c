import type { Message } from '@parley/data-provider';
import { createContext, useContext } from 'react';

/** What messages can ask of the conversation they stand in. */
export interface ThreadActions {
  /** An answer to a question that has none. */
  answer(question: Message): void;
  /** Another answer to the same question. */
  tryAgain(answer: Message): void;
  /** Goes on with an answer that did not come to its end. */
  goOn(answer: Message): void;
  /** Asks a changed question beside the old one. */
  askAgain(question: Message, text: string): void;
  /** Keeps the reader's version of an answer's part. */
  editAnswer(answer: Message, edited: { index: number; text: string }): Promise<void>;
  /** A new answer that goes on after the reader's version of a part. */
  goOnEdited(answer: Message, edited: { index: number; text: string }): void;
  show(step: { parentId: string; messageId: string }): void;
  /** An answer is being written somewhere in this conversation: no second one may start. */
  isBusy: boolean;
  /** A question the keyboard asked to edit. */
  editing: string | null;
  setEditing(messageId: string | null): void;
}

export const ThreadContext = createContext<ThreadActions | null>(null);

export function useThread(): ThreadActions {
  const actions = useContext(ThreadContext);
  if (!actions) throw new Error('A message stands outside a thread.');
  return actions;
}
