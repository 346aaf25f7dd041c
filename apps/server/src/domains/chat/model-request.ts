import type { ModelParameters } from '@parley/data-provider';
import type { Db } from '@parley/db';
import type { ModelMessage, ModelRequest } from '@parley/providers';
import type { MessageRow } from '../messages/index.ts';
import { partsOf, readHistory } from './history.ts';
import type { Plan } from './plan.ts';

/** Tokens a model reads when the turn does not say: below what the current models of each house take. */
const windows: Readonly<Record<string, number>> = { google: 1_000_000, anthropic: 200_000 };
const usualWindow = 128_000;
/** Room for the answer. */
const shareForHistory = 0.9;

/** Works with every provider; giving back a half-written answer as the last message does not. */
const goOn =
  'Go on with your last answer from exactly where it stops. Do not repeat any of it, and do not say that you are continuing.';

interface Turn {
  userId: string;
  endpoint: string;
  model: string;
  question: MessageRow;
  plan: Plan;
  parameters: ModelParameters;
}

export type BuiltRequest = { request: ModelRequest } | { tooLong: { tokens: number; window: number } };

/** What is sent to the model: instructions, the branch up to the question, and a kept answer to go on with. */
export async function buildModelRequest(db: Db, turn: Turn): Promise<BuiltRequest> {
  const { parameters, plan, userId } = turn;
  const window = parameters.maxContextTokens ?? windows[turn.endpoint] ?? usualWindow;
  const history = await readHistory(db, {
    userId,
    tip: turn.question,
    budget: Math.floor(window * shareForHistory),
    resendFiles: parameters.resendFiles ?? true,
  });
  if (history.isTooLong) return { tooLong: { tokens: history.tokens, window } };
  const instructions = [parameters.promptPrefix, parameters.system].filter(Boolean).join('\n\n');
  return {
    request: {
      model: turn.model,
      ...(instructions ? { instructions } : {}),
      messages: [...history.messages, ...keptAnswer(plan)],
      parameters,
    },
  };
}

function keptAnswer(plan: Plan): ModelMessage[] {
  if (plan.kind !== 'go-on') return [];
  const parts = partsOf(plan.kept, plan.from.providerState);
  return [
    { role: 'assistant', parts },
    { role: 'user', parts: [{ type: 'text', text: goOn }] },
  ];
}
