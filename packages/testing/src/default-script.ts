import { lastUserTurn, type Conversation } from './conversation.ts';
import { withoutDirective } from './directive.ts';
import type { Script } from './script.ts';

/** What the fake says when no script was given: the same question always gets the same answer. */
export function defaultScript(conversation: Conversation, paceMs: number): Script {
  if (isTitleRequest(conversation)) return [{ type: 'text', text: titleFor(conversation) }];
  return [{ type: 'text', text: echo(conversation), chunk: 6, paceMs }];
}

function echo(conversation: Conversation): string {
  const turn = lastUserTurn(conversation);
  const question = turn?.text.trim() || 'nothing';
  const count = conversation.turns.filter((t) => t.role === 'user').length;
  const images = turn?.images ? ` I see ${turn.images} image${turn.images === 1 ? '' : 's'}.` : '';
  return [
    `You said: “${question}”${images}`,
    `This is answer number ${count} of our conversation, by the fake model \`${conversation.model}\`.`,
    '- It always says the same.\n- It knows **Markdown**.',
  ].join('\n\n');
}

/** A request for a title begins by asking for one, in its instructions or in its last message. */
export function isTitleRequest(conversation: Conversation): boolean {
  return asksForTitle(conversation.instructions) || asksForTitle(lastUserTurn(conversation)?.text ?? '');
}

function asksForTitle(text: string): boolean {
  const [head = ''] = text.trimStart().split('\n', 1);
  return /^(write|generate|create|give|provide|suggest)\b.*\btitle\b.*\b(conversation|chat|dialogue|exchange)\b/i.test(
    head,
  );
}

function titleFor(conversation: Conversation): string {
  const words = withoutDirective(questionIn(conversation)).match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  const title = words.slice(0, 5).join(' ');
  return title === '' ? 'A short chat' : title.charAt(0).toUpperCase() + title.slice(1);
}

// The question is marked as such in a prompt that quotes the chat; else it is the first turn, when the chat was sent.
function questionIn({ turns }: Conversation): string {
  const first = turns[0]?.text ?? '';
  const marked = /(?:^|\n)\s*(?:user|human|question)\s*:\s*(.+)/i.exec(first)?.[1];
  return marked ?? (asksForTitle(first) ? (first.trim().split('\n').at(-1) ?? '') : first);
}
