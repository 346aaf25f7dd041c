import type { ModelRequest } from '../port.ts';

const longestTitle = 6;

/** The title to answer with when one is asked for; null when this is an ordinary question. */
export function demoTitle({ instructions = '' }: ModelRequest, prompt: string): string | null {
  const [head = ''] = instructions.split('\n', 1);
  if (!/\btitle\b.*\bconversation\b/i.test(head)) return null;
  const question = /^Question:\s*([\s\S]*?)\s*\n\nAnswer:/.exec(prompt)?.[1] ?? prompt;
  const words = question.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  return words.length === 0 ? 'Demonstration' : words.slice(0, longestTitle).join(' ');
}
