import { createTestDatabase } from '@parley/db/testing';
import { type FakeProvider, startFakeProvider } from '@parley/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEnv } from '../env.ts';
import { createLog } from '../log.ts';
import { type RunningServer, startServer } from '../server.ts';
import { type Caller, callRest, callTrpc } from './call.ts';

/** A whole server on a database of its own, with a fake provider behind `openAI`, `anthropic`, `google` and `custom`. */
export interface TestServer {
  url: string;
  server: RunningServer;
  databaseUrl: string;
  fake: FakeProvider;
  /** Everything the server logged, one JSON line each. */
  logLines: string[];
  /** Registers an account and signs it in. The first one administers. */
  signUp(name?: string): Promise<TestUser>;
  rest(token?: string | null): Caller;
  trpc(token?: string | null): Caller;
  /** Stops it and starts another one on the same database. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface TestUser {
  id: string;
  email: string;
  password: string;
  token: string;
  /** The Cookie header of its browser. */
  cookie: string;
  rest: Caller;
  trpc: Caller;
}

export interface TestServerOptions {
  env?: Record<string, string>;
}

const password = 'correct horse battery';

export async function startTestServer({ env = {} }: TestServerOptions = {}): Promise<TestServer> {
  const [database, fake, dataDir] = await Promise.all([
    createTestDatabase(),
    startFakeProvider(),
    mkdtemp(path.join(tmpdir(), 'parley-test-')),
  ]);
  const logLines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void logLines.push(line) });
  const variables = {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '5',
    CONFIG_PATH: path.join(dataDir, 'librechat.yaml'),
    ALLOW_REGISTRATION: 'true',
    LOGIN_MAX: '100000',
    REGISTER_MAX: '100000',
    FIND_LOCAL_MODELS: 'false',
    DRAIN_SECONDS: '1',
    OPENAI_API_KEY: 'sk-canary-openai',
    OPENAI_REVERSE_PROXY: `${fake.url}/v1`,
    OPENAI_MODELS: 'gpt-4o,gpt-4o-mini,o4-mini',
    ANTHROPIC_API_KEY: 'sk-canary-anthropic',
    ANTHROPIC_REVERSE_PROXY: `${fake.url}/v1`,
    ANTHROPIC_MODELS: 'claude-sonnet-4-5',
    GOOGLE_KEY: 'canary-google',
    GOOGLE_REVERSE_PROXY: `${fake.url}/v1beta`,
    GOOGLE_MODELS: 'gemini-2.5-flash',
    ...env,
  };
  let server = await startServer(readEnv(variables), log);
  let accounts = 0;

  const test: TestServer = {
    get url() {
      return server.url;
    },
    get server() {
      return server;
    },
    databaseUrl: database.url,
    fake,
    logLines,
    rest: (token = null) => callRest(() => server.url, token),
    trpc: (token = null) => callTrpc(() => server.url, token),
    async signUp(name = `person${++accounts}`) {
      const email = `${name}@example.com`;
      const registered = await test.rest()('auth.register', {
        body: { name: `Test ${name}`, email, password, confirm_password: password },
      });
      if (registered.status !== 201)
        throw new Error(`register: ${registered.status} ${JSON.stringify(registered.body)}`);
      const login = await test.rest()('auth.login', { body: { email, password } });
      const { token, user } = login.body as { token: string; user: { id: string } };
      const cookie = login.cookies.map((line) => line.split(';')[0]).join('; ');
      return { id: user.id, email, password, token, cookie, rest: test.rest(token), trpc: test.trpc(token) };
    },
    async restart() {
      await server.stop();
      server = await startServer(readEnv(variables), log);
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await Promise.all([database.close(), fake.close(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
  return test;
}
