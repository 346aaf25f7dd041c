import type { Message } from '@parley/data-provider';
import type { ProviderStates, RunStore, SettledRun } from '../port.ts';
import { aConversation } from './builders.ts';

interface Saved {
  message: Message;
  providerState: ProviderStates;
}

/** A store in memory that can be told what goes wrong. */
export interface KeptRuns extends RunStore {
  readonly saves: Saved[];
  readonly settled: SettledRun[];
  /** Saves that run at this moment; the largest number there ever was. */
  readonly mostAtOnce: number;
  /** Deleting the conversation. */
  isGone: boolean;
  /** Called before each save or settlement; throws or waits to get in its way. */
  before: (what: 'save' | 'settle') => void | Promise<void>;
}

export function keepRuns(): KeptRuns {
  let now = 0;
  let mostAtOnce = 0;
  const saves: Saved[] = [];
  const settled: SettledRun[] = [];
  const kept: KeptRuns = {
    saves,
    settled,
    get mostAtOnce() {
      return mostAtOnce;
    },
    isGone: false,
    before: () => undefined,
    async save(_, message, providerState) {
      now += 1;
      mostAtOnce = Math.max(mostAtOnce, now);
      try {
        await kept.before('save');
        if (kept.isGone) return 'gone';
        saves.push({ message, providerState: { ...providerState } });
        return 'stored';
      } finally {
        now -= 1;
      }
    },
    async settle(_, run) {
      await kept.before('settle');
      if (kept.isGone) return 'gone';
      settled.push(run);
      return {
        responseMessage: { ...run.message, updatedAt: '2026-02-02T00:00:00.000Z' },
        conversation: aConversation(),
      };
    },
  };
  return kept;
}
