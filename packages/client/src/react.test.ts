import { QueryClient } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createClient } from './index.ts';
import { ParleyProvider, trpc } from './react.tsx';

function Conversation() {
  const query = trpc.conversations.get.useQuery({ params: { conversationId: 'c1' } });
  return createElement('p', null, query.data?.title ?? 'pending');
}

test('hooks below the provider read the query cache under the procedure’s own key', () => {
  const queryClient = new QueryClient();
  const page = () =>
    renderToStaticMarkup(
      createElement(ParleyProvider, {
        client: createClient({ url: 'http://127.0.0.1:9' }),
        queryClient,
        children: createElement(Conversation),
      }),
    );
  expect(page()).toBe('<p>pending</p>');
  queryClient.setQueryData([['conversations', 'get'], { input: { params: { conversationId: 'c1' } }, type: 'query' }], {
    title: 'From the cache',
  });
  expect(page()).toBe('<p>From the cache</p>');
});
