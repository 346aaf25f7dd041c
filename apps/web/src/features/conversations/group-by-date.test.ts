import type { ConversationSummary } from '@parley/data-provider';
import { expect, it } from 'vitest';
import { toRows } from './group-by-date.ts';

const now = new Date(2026, 2, 15, 9, 30);

const aConversation = (conversationId: string, at: Date): ConversationSummary => ({
  _id: conversationId,
  user: 'u',
  conversationId,
  title: conversationId,
  endpoint: 'openAI',
  tags: [],
  isArchived: false,
  createdAt: at.toISOString(),
  updatedAt: at.toISOString(),
});

it('puts a heading before each period', () => {
  const rows = toRows(
    [
      aConversation('a', new Date(2026, 2, 15, 8)),
      aConversation('b', new Date(2026, 2, 15, 0, 1)),
      aConversation('c', new Date(2026, 2, 14, 23, 59)),
      aConversation('d', new Date(2026, 2, 9)),
      aConversation('e', new Date(2026, 1, 20)),
      aConversation('f', new Date(2025, 11, 24)),
      aConversation('g', new Date(2025, 11, 1)),
    ],
    now,
  );
  expect(rows.map((row) => (row.kind === 'heading' ? row.period : row.id))).toEqual([
    'today',
    'a',
    'b',
    'yesterday',
    'c',
    'week',
    'd',
    'month',
    'e',
    { year: 2025, month: 11 },
    'f',
    'g',
  ]);
});

it('counts a clock that is ahead as today', () => {
  const [heading] = toRows([aConversation('a', new Date(2026, 2, 16))], now);
  expect(heading).toMatchObject({ period: 'today' });
});
