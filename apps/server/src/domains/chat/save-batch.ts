import type { ContentPart } from '@parley/data-provider';
import type { Db } from '@parley/db';
import { messageStore } from '../messages/index.ts';

/** What an answer holds while it is being written. */
export interface Draft {
  userId: string;
  messageId: string;
  content: readonly ContentPart[];
  providerState: object;
}

interface Waiting {
  draft: Draft;
  resolve: (result: 'stored' | 'gone') => void;
  reject: (error: unknown) => void;
}

/** Answers that are saved within this time share a statement; with what the run loop waits itself it stays below 1 s. */
const gatherMs = 100;

/**
 * Saves the answers of all running turns together: with hundreds of them one statement each would cost more than
 * writing the answers does.
 */
export function createSaveBatch(db: Db): (draft: Draft) => Promise<'stored' | 'gone'> {
  let waiting: Waiting[] = [];

  const flush = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const stored = await messageStore.saveDrafts(
        db,
        batch.map(({ draft }) => draft),
      );
      for (const { draft, resolve } of batch) resolve(stored.has(draft.messageId) ? 'stored' : 'gone');
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  return (draft) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(() => void flush(), gatherMs);
      waiting.push({ draft, resolve, reject });
    });
}
