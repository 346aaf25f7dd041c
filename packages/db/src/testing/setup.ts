import { once } from 'node:events';
import { createServer } from 'node:net';
import type { EmbeddedPostgres } from '../embedded.ts';
import { startScratchPostgres } from '../scratch.ts';
import { announceBroker, knowsServer } from '../testing.ts';

/**
 * For vitest's `globalSetup`. One PostgreSQL for all test files, started when the first of them asks for a database:
 * whoever connects to the broker is told its address.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (knowsServer()) return undefined;
  let starting: Promise<EmbeddedPostgres> | undefined;
  const broker = createServer((socket) => {
    socket.on('error', () => undefined);
    (starting ??= startScratchPostgres()).then(
      ({ url }) => socket.end(url),
      (error: unknown) => socket.end(`! ${String(error)}`),
    );
  });
  broker.listen(0, '127.0.0.1');
  await once(broker, 'listening');
  announceBroker(broker.address());
  return async () => {
    announceBroker(null);
    broker.close();
    // Whoever asked has heard of a start that failed.
    await (await starting?.catch(() => undefined))?.stop();
  };
}
