import { memo } from 'react';
import type { Step } from '../tree/tree.ts';
import { AnswerView } from './answer-view.tsx';
import { QuestionView } from './question-view.tsx';

export interface MessageViewProps {
  step: Step;
  isLast: boolean;
  /** Part of the last question and answer, whose actions are always in sight. */
  isLastTurn: boolean;
}

export const MessageView = memo(
  function MessageView(props: MessageViewProps) {
    return props.step.message.isCreatedByUser ? <QuestionView {...props} /> : <AnswerView {...props} />;
  },
  // Steps are made anew with every change anywhere; what they say seldom changes.
  (before, after) =>
    before.isLast === after.isLast &&
    before.isLastTurn === after.isLastTurn &&
    before.step.message === after.step.message &&
    before.step.index === after.step.index &&
    before.step.siblings.length === after.step.siblings.length &&
    before.step.siblings.every((sibling, i) => sibling.messageId === after.step.siblings[i]?.messageId),
);
