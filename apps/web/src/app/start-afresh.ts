import { liveRuns } from '../features/chat/run/live-runs.ts';
import { lastSelection } from '../features/models/selection.ts';
import { running, unread } from '../shared/activity.ts';
import { readStored, writeStored } from '../shared/storage.ts';

const key = 'parley.account';

/** What one account left on this device says nothing to the next. */
export function startAfresh(accountId: string): void {
  if (readStored(key) === accountId) return;
  writeStored(key, accountId);
  unread.set([]);
  lastSelection.set(null);
  running.set(new Set());
  liveRuns.set(new Map());
}
