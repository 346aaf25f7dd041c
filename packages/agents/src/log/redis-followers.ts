import type { Bell, Bells } from './bell.ts';
import type { Look } from './follow.ts';
import type { RedisChannels } from './redis-channels.ts';
import type { RedisKeys } from './redis-keys.ts';
import { readNews } from './redis-stream.ts';
import { createWindow } from './window.ts';
import type { Window } from './window.ts';

/** The runs that are followed here and written elsewhere: the latest news of each, shared by all its readers. */
export interface RedisFollowers {
  join(runId: string, bell: Bell): () => void;
  /** `gone` when the news do not reach back that far, or not up to `cursor` yet. */
  look(runId: string, cursor: number): Look;
  /** Called now and then: silence may mean that announcements are lost, so readers are to look for themselves. */
  distrustSilence(): void;
}

interface Followed {
  news: Window | null;
  isSilent: boolean;
  readers: number;
  unlisten: () => void;
}

const newsBounds = { maxEvents: 512, maxBytes: 1024 * 1024 };

export function createRedisFollowers(channels: RedisChannels, bells: Bells, keys: RedisKeys): RedisFollowers {
  const followed = new Map<string, Followed>();

  function hear(runId: string, message: string) {
    const run = followed.get(runId);
    if (run === undefined) return;
    run.isSilent = false;
    const { first, events } = readNews(message);
    if (events.length > 0) {
      // Something was missed, or comes twice after a repeated write: begin again from here.
      if (run.news === null || run.news.last + 1 !== first) run.news = createWindow(newsBounds, first - 1);
      for (const event of events) run.news.push(event);
    }
    bells.ring(runId);
  }

  function begin(runId: string): Followed {
    const unlisten = channels.listen(keys.events(runId), {
      onMessage: (message) => hear(runId, message),
      onSubscribed: () => bells.ring(runId),
    });
    const run = { news: null, isSilent: true, readers: 0, unlisten };
    followed.set(runId, run);
    return run;
  }

  return {
    join(runId, bell) {
      const unhang = bells.hang(runId, bell);
      const run = followed.get(runId) ?? begin(runId);
      run.readers += 1;
      return () => {
        unhang();
        run.readers -= 1;
        if (run.readers > 0) return;
        run.unlisten();
        followed.delete(runId);
      };
    },
    look: (runId, cursor) => followed.get(runId)?.news?.look(cursor) ?? 'gone',
    distrustSilence() {
      for (const run of followed.values()) {
        if (run.isSilent) run.news = null;
        run.isSilent = true;
      }
    },
  };
}
