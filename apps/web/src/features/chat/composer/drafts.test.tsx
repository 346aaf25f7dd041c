import { beforeEach, expect, it, vi } from 'vitest';
import { draftOf, emptyDraft, forgetDrafts } from './drafts.ts';

beforeEach(() => {
  forgetDrafts();
  localStorage.clear();
});

it('keeps one draft per conversation', () => {
  draftOf('a').set({ ...emptyDraft, text: 'for a' });
  draftOf('b').set({ ...emptyDraft, text: 'for b' });
  expect([draftOf('a').get().text, draftOf('b').get().text]).toEqual(['for a', 'for b']);
});

it('is there again after a reload', async () => {
  draftOf('c').set({ ...emptyDraft, text: 'half a thought' });
  dispatchEvent(new Event('pagehide'));
  vi.resetModules();
  const reloaded = await import('./drafts.ts');
  expect(reloaded.draftOf('c').get().text).toBe('half a thought');
});

it('leaves nothing behind when it was sent', () => {
  draftOf('d').set({ ...emptyDraft, text: 'sent' });
  dispatchEvent(new Event('pagehide'));
  draftOf('d').set(emptyDraft);
  dispatchEvent(new Event('pagehide'));
  expect(Object.keys(localStorage)).toEqual([]);
});

it('forgets everything at sign-out', () => {
  draftOf('e').set({ ...emptyDraft, text: 'private' });
  dispatchEvent(new Event('pagehide'));
  forgetDrafts();
  expect(draftOf('e').get().text).toBe('');
  expect(Object.keys(localStorage)).toEqual([]);
});
