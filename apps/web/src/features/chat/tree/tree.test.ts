import { type Message, NO_PARENT } from '@parley/data-provider';
import { describe, expect, it } from 'vitest';
import { branchOf, buildTree, type Choices, choicesFor } from './tree.ts';

const aMessage = (messageId: string, parentMessageId: string): Message => ({
  messageId,
  parentMessageId,
  conversationId: 'c',
  text: messageId,
  isCreatedByUser: messageId.startsWith('q'),
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
});

/** A question with two answers; the first went on; and another version of the question. */
const messages = [
  aMessage('q1', NO_PARENT),
  aMessage('a1', 'q1'),
  aMessage('q2', 'a1'),
  aMessage('a1-again', 'q1'),
  aMessage('q1-edited', NO_PARENT),
  aMessage('a3', 'q1-edited'),
];
const tree = buildTree(messages);
const idsOf = (choices: Choices) => branchOf(tree, choices).map(({ message }) => message.messageId);

describe('the branch in view', () => {
  it('follows the newest at every fork', () => expect(idsOf({})).toEqual(['q1-edited', 'a3']));

  it('follows what was chosen', () => {
    expect(idsOf({ [NO_PARENT]: 'q1' })).toEqual(['q1', 'a1-again']);
    expect(idsOf({ [NO_PARENT]: 'q1', q1: 'a1' })).toEqual(['q1', 'a1', 'q2']);
  });

  it('ignores a choice that no longer exists', () =>
    expect(idsOf({ [NO_PARENT]: 'gone' })).toEqual(['q1-edited', 'a3']));

  it('knows its place among its siblings', () => {
    const [first, second] = branchOf(tree, { [NO_PARENT]: 'q1', q1: 'a1' });
    expect([first?.index, first?.siblings.length]).toEqual([0, 2]);
    expect([second?.index, second?.siblings.length]).toEqual([0, 2]);
  });
});

describe('choices for a message', () => {
  it('bring it into view', () => expect(idsOf(choicesFor(tree, 'q2', {}))).toEqual(['q1', 'a1', 'q2']));

  it('keep choices made elsewhere', () => {
    expect(choicesFor(tree, 'a3', { q1: 'a1' })).toEqual({ q1: 'a1', [NO_PARENT]: 'q1-edited', 'q1-edited': 'a3' });
  });
});

it('shows a message with an unknown parent as a root', () => {
  const orphaned = buildTree([aMessage('a9', 'nobody'), aMessage('q9', 'a9')]);
  expect(branchOf(orphaned, {}).map(({ message }) => message.messageId)).toEqual(['a9', 'q9']);
});

it('builds long conversations quickly and without recursion', () => {
  const long = Array.from({ length: 50_000 }, (_, i) => aMessage(`m${i}`, i === 0 ? NO_PARENT : `m${i - 1}`));
  expect(branchOf(buildTree(long), {})).toHaveLength(50_000);
});
