import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatModel, ModelRequest } from '../port.ts';
import { demoAnswer } from './answer.ts';
import { demoTitle } from './title.ts';

export const demoModels = ['demo'];

const paceMs = 12;

/** The built-in model of a first start: no network, no key, and the same path as any provider. */
export function createDemo(): ChatModel {
  return {
    async *stream(request, signal) {
      const question = lastQuestion(request);
      const answer = demoTitle(request, question) ?? demoAnswer(question);
      const words = answer.match(/\S+\s*/g) ?? [];
      for (const text of words) {
        signal.throwIfAborted();
        yield { type: 'text-delta', text };
        await pause(signal);
      }
      yield { type: 'usage', usage: { inputTokens: 0, outputTokens: words.length } };
      yield { type: 'finish', reason: 'stop' };
    },
  };
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(paceMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}

function lastQuestion({ messages }: ModelRequest): string {
  const last = messages.findLast((message) => message.role === 'user');
  return last?.parts.map((part) => (part.type === 'text' ? part.text : '')).join(' ') ?? '';
}
