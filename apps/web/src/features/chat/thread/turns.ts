import type { Step } from '../tree/tree.ts';

/** A question with what answered it; or an answer that stands alone. */
export interface Turn {
  key: string;
  steps: readonly Step[];
}

export const keyOf = (step: Step): string => `${step.parentId}/${step.index}`;

/** A new turn begins with every question. */
export function toTurns(branch: readonly Step[]): Turn[] {
  const turns: { key: string; steps: Step[] }[] = [];
  for (const step of branch) {
    const last = turns.at(-1);
    if (step.message.isCreatedByUser || !last) turns.push({ key: keyOf(step), steps: [step] });
    else last.steps.push(step);
  }
  return turns;
}
