import type { ConversationSummary } from '@parley/data-provider';

export type Period = 'today' | 'yesterday' | 'week' | 'month' | { year: number; month: number };

export type Row =
  | { kind: 'heading'; period: Period; id: string }
  | { kind: 'conversation'; conversation: ConversationSummary; id: string };

/** Rows of the list: a heading before the first conversation of each period. Conversations come newest first. */
export function toRows(conversations: readonly ConversationSummary[], now = new Date()): Row[] {
  const rows: Row[] = [];
  let last = '';
  for (const conversation of conversations) {
    const period = periodOf(new Date(conversation.updatedAt), now);
    const id = typeof period === 'string' ? period : `${period.year}-${period.month}`;
    if (id !== last) rows.push({ kind: 'heading', period, id });
    rows.push({ kind: 'conversation', conversation, id: conversation.conversationId });
    last = id;
  }
  return rows;
}

/** Days are counted by the calendar, not by hours: yesterday evening was yesterday. */
function periodOf(date: Date, now: Date): Period {
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days <= 7) return 'week';
  if (days <= 30) return 'month';
  return { year: date.getFullYear(), month: date.getMonth() };
}

const startOfDay = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
