import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Stands between a client and Redis, to take Redis away. */
export interface Proxy {
  url: string;
  /** Cuts all connections and refuses new ones, until `restore`. */
  cut(): void;
  restore(): void;
  /** Connections that subscribe hear nothing more, and are not told why. */
  deafen(): void;
  close(): Promise<void>;
}

export async function startProxy(targetUrl: string): Promise<Proxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isDeaf = false;

  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(Number(target.port || 6379), target.hostname);
    let isSubscriber = false;
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
    client.on('data', (data) => {
      isSubscriber ||= data.toString('latin1').toLowerCase().includes('\r\nsubscribe\r\n');
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!(isDeaf && isSubscriber)) client.write(data);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    url: `redis://127.0.0.1:${port}${target.pathname}`,
    cut() {
      isCut = true;
      cutAll();
    },
    restore() {
      isCut = false;
    },
    deafen() {
      isDeaf = true;
    },
    async close() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}
