import type { User } from '@parley/data-provider';
import { beforeEach, expect, it, vi } from 'vitest';
import { session } from '../../../shared/api/session-state.ts';
import { draftOf, emptyDraft } from './drafts.ts';

const signIn = (id: string) => session.set({ status: 'in', user: { id } as User }); // only the id counts here

beforeEach(() => {
  localStorage.clear();
  signIn(crypto.randomUUID());
});

it('keeps one draft per conversation', () => {
  draftOf('a').set({ ...emptyDraft, text: 'for a' });
  draftOf('b').set({ ...emptyDraft, text: 'for b' });
  expect([draftOf('a').get().text, draftOf('b').get().text]).toEqual(['for a', 'for b']);
});

it('is there again after a reload', async () => {
  signIn('ada');
  draftOf('c').set({ ...emptyDraft, text: 'half a thought' });
  dispatchEvent(new Event('pagehide'));
  vi.resetModules();
  const reloaded = await import('./drafts.ts');
  const account = await import('../../../shared/api/session-state.ts');
  account.session.set({ status: 'in', user: { id: 'ada' } as User }); // only the id counts here
  expect(reloaded.draftOf('c').get().text).toBe('half a thought');
});

it('leaves nothing behind when it was sent', () => {
  draftOf('d').set({ ...emptyDraft, text: 'sent' });
  dispatchEvent(new Event('pagehide'));
  draftOf('d').set(emptyDraft);
  dispatchEvent(new Event('pagehide'));
  expect(Object.keys(localStorage)).toEqual([]);
});

it('shows to its own account only, and waits for it', () => {
  signIn('ada');
  draftOf('new').set({ ...emptyDraft, text: 'private' });
  session.set({ status: 'out' });
  signIn('bob');
  expect(draftOf('new').get().text).toBe('');
  signIn('ada');
  expect(draftOf('new').get().text).toBe('private');
});
