import { createStore } from '../../../shared/store.ts';

type News = { type: 'started' | 'ended'; conversationId: string };

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('parley.runs');

/** The last thing another tab of this browser did. */
export const newsFromTabs = createStore<News | null>(null);

channel?.addEventListener('message', ({ data }: MessageEvent<News>) => newsFromTabs.set(data));

export const tellTabs = (news: News): void => channel?.postMessage(news);
