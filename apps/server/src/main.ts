import { readEnv } from './env.ts';
import { createLog } from './log.ts';
import { startServer } from './server.ts';

async function main(): Promise<void> {
  const env = readEnv(process.env);
  // At a terminal somebody wants to see the address and what goes wrong, not every request.
  const log = createLog(process.stdout.isTTY && !process.env['LOG_LEVEL'] ? 'warn' : env.LOG_LEVEL);
  // Nothing a request does may end the process; what got here is a bug, so it is logged as one.
  process.on('uncaughtException', (error) => log.error({ error }, 'uncaught'));
  process.on('unhandledRejection', (error) => log.error({ error }, 'unhandled'));
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

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
