import type { Message, RunEvent } from '@parley/data-provider';
import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** A script that uses the REST API and nothing else. */
export interface Script {
  token: string;
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Reads our own events until the run ends, or `until` says enough. */
  follow(
    streamId: string,
    options?: { lastEventId?: string | undefined; until?: (event: RunEvent) => boolean },
  ): Promise<Seen[]>;
  messages(conversationId: string): Promise<Message[]>;
}

export interface Seen {
  id: string;
  event: RunEvent;
}

export const password = 'a long enough password';

export async function signUp(url: string, email = 'ada@example.com'): Promise<Script> {
  await call({ url, token: null }, 'POST', '/api/auth/register', {
    name: 'Ada Lovelace',
    email,
    password,
    confirm_password: password,
  });
  return signIn(url, email);
}

async function signIn(url: string, email = 'ada@example.com'): Promise<Script> {
  const { token } = (await call({ url, token: null }, 'POST', '/api/auth/login', { email, password })) as {
    token: string;
  };
  return scriptAt(url, token);
}

/** The same person at another address: another process, or the same one after a restart. */
export const scriptAt = (url: string, token: string): Script => ({
  token,
  call: (method, path, body) => call({ url, token }, method, path, body),
  messages: async (id) => (await call({ url, token }, 'GET', `/api/messages/${id}`)) as Message[],
  async follow(streamId, { lastEventId, until } = {}) {
    const input = encodeURIComponent(JSON.stringify({ params: { streamId } }));
    const response = await fetch(`${url}/trpc/chat.stream?input=${input}`, {
      headers: { authorization: `Bearer ${token}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    });
    const seen: Seen[] = [];
    const take = ({ id, event, data }: EventSourceMessage): boolean => {
      if (id === undefined || event !== undefined) return false;
      const parsed = JSON.parse(data) as RunEvent;
      seen.push({ id, event: parsed });
      return until?.(parsed) ?? false;
    };
    await read(response, take).catch((error: unknown) => {
      // A killed server cuts the stream; what was seen counts.
      if (!(error instanceof TypeError)) throw error;
    });
    return seen;
  },
});

interface Caller {
  url: string;
  token: string | null;
}

async function call({ url, token }: Caller, ...[method, path, body]: [string, string, unknown?]): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

async function read(response: Response, take: (event: EventSourceMessage) => boolean): Promise<void> {
  let enough = false;
  const parser = createParser({ onEvent: (event) => void (enough ||= take(event)) });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  while (reader && !enough) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(value);
  }
  await reader?.cancel();
}

export const isText = (event: RunEvent): boolean => event.type === 'text-delta';

export interface Started {
  streamId: string;
  conversationId: string;
  messageId: string;
  responseMessageId: string;
}

export const ask = async (script: Script, text: string, more: object = {}): Promise<Started> =>
  (await script.call('POST', '/api/agents/chat', { endpoint: 'openAI', model: 'gpt-4o', text, ...more })) as Started;
