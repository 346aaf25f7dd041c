import { converse, type Finished } from '../testing/chat.ts';
import type { TestServer, TestUser } from '../testing/server.ts';

/** Someone with a finished conversation, and the plain HTTP of a script. */
export interface World {
  server: TestServer;
  user: TestUser;
  turn: Finished;
  /** A conversation of its own, for cases that change or delete one. */
  another(): Promise<Finished>;
  call(method: string, path: string, options?: Call): Promise<Reply>;
}

interface Call {
  body?: unknown;
  headers?: Record<string, string>;
  /** Sign in; on unless said. */
  as?: TestUser | null;
}

interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
}

export async function createWorld(server: TestServer): Promise<World> {
  const user = await server.signUp('compat');
  const turn = await converse(server, user, { text: 'A question' });
  return {
    server,
    user,
    turn,
    another: () => converse(server, user, { text: 'Another question' }),
    async call(method, path, { body, headers = {}, as = user } = {}) {
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          ...(as ? { authorization: `Bearer ${as.token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
  };
}
