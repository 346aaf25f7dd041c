import type { ApiUtils } from '../../../shared/api/trpc.ts';
import type { StreamHandlers } from './runner.ts';

interface Wanted {
  conversationId: string;
  lastEventId: string | null;
}

/** A subscription goes on by itself after a lost connection; only what cannot pass is an error. */
export function openStream(
  utils: ApiUtils,
  { conversationId, lastEventId }: Wanted,
  handlers: StreamHandlers,
): () => void {
  const subscription = utils.client.chat.stream.subscribe(
    { params: { streamId: conversationId }, ...(lastEventId === null ? {} : { lastEventId }) },
    {
      onData: handlers.onEvent,
      onError: handlers.onClosed,
      onComplete: handlers.onClosed,
      onConnectionStateChange: ({ state, error }) => {
        if (state === 'pending') handlers.onConnection(true);
        if (state === 'connecting' && error) handlers.onConnection(false);
      },
    },
  );
  return () => subscription.unsubscribe();
}
