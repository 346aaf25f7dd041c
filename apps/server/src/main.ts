import { pino } from 'pino';
import { EnvError, readEnv } from './env.ts';
import { startServer } from './server.ts';

// Nothing a request does may end the process; what got here is a bug, so it is logged as one.
const isPretty = process.stdout.isTTY === true;
const log = pino({
  level: process.env['LOG_LEVEL'] ?? (isPretty ? 'warn' : 'info'),
  base: null,
  redact: ['authorization', 'cookie', 'password', 'token', '*.authorization', '*.cookie', '*.password', '*.token', '*.apiKey'],
  ...(isPretty ? { transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } } } : {}),
});

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const server = await startServer(env, log);
  process.stdout.write(`Parley is ready: ${server.url}\n`);

  let stopping: Promise<void> | null = null;
  const stop = (signal: string) => {
    if (stopping) return;
    process.stdout.write(`${signal}: finishing answers, then stopping.\n`);
    stopping = server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'Stopping failed.');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
}

process.on('uncaughtException', (error) => log.error({ error }, 'uncaught'));
process.on('unhandledRejection', (error) => log.error({ error }, 'unhandled'));

main().catch((error: unknown) => {
  const isExpected = error instanceof EnvError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (!isExpected && error instanceof Error) log.debug({ error }, 'start failed');
  process.exit(1);
});
