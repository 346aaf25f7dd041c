import { expect } from 'vitest';
import { slowly, start } from '../testing/chat.ts';
import { openStream, readEvents } from '../testing/events.ts';
import type { World } from './world.ts';

/** One proof per documented endpoint, by its documented name. */
export type Case = (world: World) => Promise<void>;

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

const accounts: Record<string, Case> = {
  'POST /api/auth/register': async ({ call }) => {
    const body = {
      name: 'A Script',
      email: 'script@example.com',
      password: 'long enough',
      confirm_password: 'long enough',
    };
    expect(await call('POST', '/api/auth/register', { body, as: null })).toMatchObject({
      status: 201,
      body: { message: expect.any(String) },
    });
  },
  'POST /api/auth/login': async ({ call, user }) => {
    const { status, body, headers } = await call('POST', '/api/auth/login', {
      body: { email: user.email, password: user.password },
      as: null,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token: expect.any(String),
      user: { id: user.id, _id: user.id, email: user.email, role: 'ADMIN' },
    });
    expect(headers.getSetCookie().map((line) => line.split('=')[0])).toEqual(['refreshToken', 'token_provider']);
  },
  'POST /api/auth/refresh': async ({ call, server }) => {
    const { cookie, email } = await server.signUp('refresher');
    expect(await call('POST', '/api/auth/refresh', { headers: { cookie }, as: null })).toMatchObject({
      status: 200,
      body: { token: expect.any(String), user: { email } },
    });
  },
  'POST /api/auth/logout': async ({ call, server }) => {
    const as = await server.signUp('leaver');
    expect(await call('POST', '/api/auth/logout', { as })).toMatchObject({
      status: 200,
      body: { message: 'Logout successful' },
    });
  },
  'GET /api/user': async ({ call, user }) => {
    expect((await call('GET', '/api/user')).body).toMatchObject({
      id: user.id,
      username: '',
      avatar: null,
      createdAt: iso,
    });
    expect(await call('GET', '/api/user', { as: null })).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized' },
    });
  },
};

const configuration: Record<string, Case> = {
  'GET /api/config': async ({ call }) => {
    expect((await call('GET', '/api/config', { as: null })).body).toMatchObject({
      appTitle: expect.any(String),
      emailLoginEnabled: true,
    });
  },
  'GET /api/endpoints': async ({ call }) => {
    expect((await call('GET', '/api/endpoints', { as: null })).body).toMatchObject({
      openAI: { order: expect.any(Number), userProvide: false },
      agents: { userProvide: false },
    });
    expect((await call('GET', '/api/endpoints?format=list')).body).toContainEqual({
      name: 'openAI',
      type: 'openAI',
      models: ['gpt-4o', 'gpt-4o-mini', 'o4-mini'],
      available: true,
    });
  },
  'GET /api/models': async ({ call }) => {
    expect((await call('GET', '/api/models')).body).toMatchObject({ anthropic: ['claude-sonnet-4-5'] });
  },
  'GET /health': async ({ call }) => {
    const { status, body, headers } = await call('GET', '/health', { as: null });
    expect([status, body, headers.get('content-type')]).toEqual([200, 'OK', 'text/plain; charset=utf-8']);
  },
  'GET /api/keys': async ({ call }) => {
    expect((await call('GET', '/api/keys?name=openAI')).body).toEqual({ expiresAt: null });
  },
  'PUT /api/keys': async ({ call }) => {
    expect((await call('PUT', '/api/keys', { body: { name: 'mistral', value: 'sk-1', expiresAt: '' } })).status).toBe(
      201,
    );
    expect((await call('PUT', '/api/keys', { body: {} })).status).toBe(400);
  },
  'DELETE /api/keys/:name': async ({ call }) => {
    expect((await call('DELETE', '/api/keys/nothing')).status).toBe(204);
  },
  'DELETE /api/keys': async ({ call }) => {
    expect((await call('DELETE', '/api/keys')).body).toMatchObject({ error: 'Specify either all=true to delete.' });
    expect((await call('DELETE', '/api/keys?all=true')).status).toBe(204);
  },
};

const conversations: Record<string, Case> = {
  'GET /api/convos': async ({ call, turn }) => {
    const { body } = await call('GET', '/api/convos?limit=abc&isArchived=1&pageSize=3');
    expect(body).toMatchObject({ pageSize: 25, pageNumber: 1, hasMore: expect.any(Boolean), nextCursor: null });
    const rows = (body as { conversations: { conversationId: string }[] }).conversations;
    expect(rows.map((row) => row.conversationId)).toContain(turn.conversationId);
  },
  'GET /api/convos/:conversationId': async ({ call, turn }) => {
    expect((await call('GET', `/api/convos/${turn.conversationId}`)).body).toMatchObject({
      conversationId: turn.conversationId,
      endpoint: 'openAI',
      tags: [],
    });
    expect(await call('GET', '/api/convos/00000000-0000-4000-8000-000000000000')).toMatchObject({
      status: 404,
      body: { error: 'Conversation not found', message: 'Not found' },
    });
  },
  'POST /api/convos/update': async ({ call, another }) => {
    const { conversationId } = await another();
    const wrapped = await call('POST', '/api/convos/update', { body: { arg: { conversationId, title: ' Renamed ' } } });
    expect(wrapped).toMatchObject({ status: 201, body: { title: 'Renamed', conversationId } });
  },
  'POST /api/convos/archive': async ({ call, another }) => {
    const { conversationId } = await another();
    const archived = await call('POST', '/api/convos/archive', { body: { arg: { conversationId, isArchived: true } } });
    expect(archived).toMatchObject({ status: 200, body: { isArchived: true } });
  },
  'DELETE /api/convos/:conversationId': async ({ call, another }) => {
    const { conversationId } = await another();
    expect(await call('DELETE', `/api/convos/${conversationId}`)).toMatchObject({
      status: 200,
      body: { acknowledged: true, deletedCount: 1 },
    });
    expect((await call('GET', `/api/messages/${conversationId}`)).status).toBe(404);
  },
  'GET /api/convos/gen_title/:conversationId': async ({ call, turn }) => {
    expect(await call('GET', `/api/convos/gen_title/${turn.conversationId}`)).toMatchObject({
      status: 200,
      body: { title: expect.any(String) },
    });
  },
  'POST /api/convos/gen_title': async ({ call, turn }) => {
    const { conversationId } = turn;
    expect(await call('POST', '/api/convos/gen_title', { body: { arg: { conversationId } } })).toMatchObject({
      status: 200,
    });
  },
  'GET /api/messages/:conversationId': async ({ call, turn }) => {
    const { body } = await call('GET', `/api/messages/${turn.conversationId}`);
    expect(body).toMatchObject([
      { messageId: turn.messageId },
      { messageId: turn.responseMessageId, parentMessageId: turn.messageId },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/"(_id|__v|user)"/);
    expect((await call('GET', '/api/messages/new')).body).toEqual([]);
  },
  'GET /api/messages/:conversationId/:messageId': async ({ call, turn }) => {
    expect((await call('GET', `/api/messages/${turn.conversationId}/${turn.messageId}`)).body).toMatchObject([
      { text: 'A question' },
    ]);
  },
  'PUT /api/messages/:conversationId/:messageId': async ({ call, another }) => {
    const { conversationId, messageId, responseMessageId } = await another();
    const edited = await call('PUT', `/api/messages/${conversationId}/${messageId}`, { body: { text: 'Better' } });
    expect(edited.body).toMatchObject({ messageId, text: 'Better', tokenCount: 1 });
    const part = await call('PUT', `/api/messages/${conversationId}/${responseMessageId}`, {
      body: { text: 'Mine', index: 0 },
    });
    expect(part.body).toMatchObject({ content: [{ type: 'text', text: 'Mine' }] });
    const beyond = await call('PUT', `/api/messages/${conversationId}/${responseMessageId}`, {
      body: { text: 'x', index: 9 },
    });
    expect(beyond).toMatchObject({ status: 400, body: { error: 'Invalid index' } });
  },
};

const chat: Record<string, Case> = {
  'POST /api/agents/chat': async ({ call, server, user }) => {
    const started = await call('POST', '/api/agents/chat', {
      body: { endpoint: 'openAI', model: 'gpt-4o', text: 'Hi' },
    });
    const { streamId } = started.body as { streamId: string };
    expect(started).toMatchObject({ status: 200, body: { streamId, conversationId: streamId, status: 'started' } });
    const atPath = await call('POST', '/api/agents/chat/openAI', {
      body: { model: 'gpt-4o', text: 'Hi', conversationId: 'new' },
    });
    expect(atPath.status).toBe(200);
    await readEvents(await openStream({ url: server.url, token: user.token, streamId }));
  },
  'GET /api/agents/chat/stream/:streamId': async ({ server, user, turn }) => {
    const response = await openStream({ url: server.url, token: user.token, streamId: turn.streamId });
    const last = (await readEvents(response)).at(-1);
    expect(JSON.parse(last?.data ?? '')).toMatchObject({
      final: true,
      responseMessage: { messageId: turn.responseMessageId },
    });
  },
  'GET /api/agents/chat/active': async ({ call }) => {
    expect((await call('GET', '/api/agents/chat/active')).body).toMatchObject({ activeJobIds: expect.any(Array) });
  },
  'GET /api/agents/chat/status/:conversationId': async ({ call, turn }) => {
    expect((await call('GET', `/api/agents/chat/status/${turn.conversationId}`)).body).toMatchObject({
      active: false,
      status: 'complete',
    });
    expect((await call('GET', '/api/agents/chat/status/00000000-0000-4000-8000-000000000000')).body).toEqual({
      active: false,
    });
  },
  'POST /api/agents/chat/abort': async ({ call, server, user }) => {
    server.fake.enqueue([...slowly('Stop me'), { type: 'stall' }]);
    const { streamId, messageId } = await start(user);
    expect(
      (await call('POST', '/api/agents/chat/abort', { body: { abortKey: `${streamId}:${messageId}` } })).body,
    ).toEqual({
      success: true,
      aborted: streamId,
    });
  },
  'GET /api/messages/stream/:conversationId': async ({ server, user, turn }) => {
    const response = await fetch(`${server.url}/api/messages/stream/${turn.conversationId}`, {
      headers: { authorization: `Bearer ${user.token}` },
    });
    expect(await readEvents(response)).toMatchObject([{ event: 'final' }]);
  },
  'GET /api/files/:file_id': async ({ call }) => {
    expect((await call('GET', '/api/files/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const files = [{ file_id: 'x', filepath: `data:image/png;base64,${png}` }];
    const { body } = await call('POST', '/api/agents/chat', {
      body: { endpoint: 'openAI', model: 'gpt-4o', text: 'See', files },
    });
    const { conversationId } = body as { conversationId: string };
    const [question] = (await call('GET', `/api/messages/${conversationId}`)).body as {
      files: { file_id: string }[];
    }[];
    const file = await call('GET', `/api/files/${question?.files[0]?.file_id}`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png']);
  },
};

export const cases: Readonly<Record<string, Case>> = { ...accounts, ...configuration, ...conversations, ...chat };
