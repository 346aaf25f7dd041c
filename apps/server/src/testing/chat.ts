import type { Message, RunEvent } from '@parley/data-provider';
import { followRun } from './events.ts';
import type { TestServer, TestUser } from './server.ts';

export interface Started {
  streamId: string;
  conversationId: string;
  runId: string;
  messageId: string;
  responseMessageId: string;
  status: 'started';
}

type Who = Pick<TestUser, 'rest' | 'token'>;

/** Starts a turn; `body` is merged over a plain question to `openAI`. */
export async function start(who: Who, body: object = {}): Promise<Started> {
  const answer = await who.rest('chat.start', {
    body: { endpoint: 'openAI', model: 'gpt-4o', text: 'Hello', ...body },
  });
  if (answer.status !== 200) throw new Error(`chat.start: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Started;
}

export interface Finished extends Started {
  events: RunEvent[];
  end: Extract<RunEvent, { type: 'run-end' }>;
}

/** Starts a turn and follows it to its end. */
export async function converse(server: TestServer, who: Who, body: object = {}): Promise<Finished> {
  const started = await start(who, body);
  const events = (await followRun({ url: server.url, token: who.token, streamId: started.streamId })).map(
    ({ event }) => event,
  );
  const end = events.at(-1);
  if (end?.type !== 'run-end') throw new Error(`the run did not end: ${JSON.stringify(end)}`);
  return { ...started, events, end };
}

export async function messagesOf(who: Who, conversationId: string): Promise<Message[]> {
  const answer = await who.rest('messages.list', { params: { conversationId } });
  if (answer.status !== 200) throw new Error(`messages.list: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Message[];
}

/** A slow answer of known words, for tests that act while it is written. */
export const slowly = (text: string, paceMs = 30) => [{ type: 'text' as const, text, chunk: 1, paceMs }];
