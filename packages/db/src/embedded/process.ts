import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { dataDirArgument, launchOptions, type Cluster } from './cluster.ts';

export interface PostgresProcess {
  pid: number;
  /** Settles when it has ended, wanted or not. */
  exited: Promise<unknown>;
  /** Ends all sessions, writes everything down and stops. */
  stop(): Promise<void>;
}

export interface StartOptions {
  port: number;
  log: Log;
  /** On top of the usual ones. */
  settings?: Record<string, string>;
}

const baseSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '128MB',
  // One small host and no replicas: less to write, fewer helpers, plans that are ready at once.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  max_logical_replication_workers: '0',
  max_parallel_workers_per_gather: '0',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and rows hold what people wrote. They stay out of the log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  log_line_prefix: '',
};

/** Starts the server and resolves when it takes connections. */
export async function startPostgres(cluster: Cluster, { port, log, settings }: StartOptions): Promise<PostgresProcess> {
  const tuning = Object.entries({ ...baseSettings, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const args = ['-D', dataDirArgument(cluster), '-p', `${port}`, ...tuning];
  const child = spawn(join(cluster.bin, 'postgres'), args, {
    ...launchOptions(cluster),
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a session of its own: Ctrl-C stops the server, which stops this when it has finished.
    detached: true,
  });
  const exited = once(child, 'exit').catch(() => undefined);
  await untilReady(child, log);
  const pid = child.pid ?? 0;
  const watchdog = startWatchdog(cluster, pid);
  child.unref();
  return {
    pid,
    exited,
    stop: async () => {
      child.kill('SIGINT');
      if (!(await settlesWithin(exited, 30_000))) child.kill('SIGQUIT');
      if (!(await settlesWithin(exited, 5_000))) child.kill('SIGKILL');
      await exited;
      watchdog.kill('SIGKILL');
    },
  };
}

function untilReady(child: ChildProcess, log: Log): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let lastWords = '';
  child.on('error', reject);
  child.on('exit', (code) => reject(new Error(`PostgreSQL did not start: ${lastWords || `exit code ${code}`}`)));
  if (child.stderr === null) return Promise.reject(new Error('PostgreSQL was started without its log.'));
  createInterface(child.stderr).on('line', (line) => {
    if (line.endsWith('ready to accept connections')) resolve();
    if (/^(FATAL|PANIC)/.test(line)) {
      lastWords = line;
      log.warn({ line }, 'PostgreSQL reported a problem.');
    } else {
      log.debug({ line }, 'PostgreSQL');
    }
  });
  return promise;
}

/**
 * A shell that waits for us to die and then stops PostgreSQL, which would not notice: the pipe between us closes,
 * whatever the reason. Without a shell PostgreSQL stays, and the next start finds it.
 */
function startWatchdog({ account }: Cluster, pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read _; kill -INT "$0"', `${pid}`], {
    ...account,
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.on('error', () => undefined);
  watchdog.unref();
  return watchdog;
}

async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const timeout = new AbortController();
  const settled = promise.then(() => true);
  const late = delay(ms, false, { signal: timeout.signal }).catch(() => false);
  try {
    return await Promise.race([settled, late]);
  } finally {
    timeout.abort();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system named no free port.');
  return address.port;
}
