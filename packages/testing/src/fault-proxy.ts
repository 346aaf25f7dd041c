import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from './listen.ts';

export interface FaultProxy {
  host: string;
  port: number;
  /** Open connections through the proxy. */
  connections(): number;
  /** Breaks every open connection with an RST; new ones are served. */
  cut(): void;
  /** While on, new connections are broken as soon as they are made. */
  refuse(on: boolean): void;
  /** Holds every piece back by this many milliseconds, both ways. */
  delay(ms: number): void;
  /** While on, connections are accepted and stay open, and nothing passes. */
  blackhole(on: boolean): void;
  close(): Promise<void>;
}

/** A TCP relay to `target` (a `host:port` or a URL) that fails on command. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const upstream = parseTarget(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  const faults = { refuse: false, blackhole: false, delayMs: 0 };

  const server = createServer((client) => {
    client.on('error', ignore);
    if (faults.refuse) return void client.resetAndDestroy();
    const remote = connect(upstream);
    const pair = [client, remote] as const;
    pairs.add(pair);
    remote.on('error', () => client.resetAndDestroy());
    relay(client, remote);
    relay(remote, client);
    client.once('close', () => {
      pairs.delete(pair);
      remote.destroy();
    });
  });

  function relay(from: Socket, to: Socket): void {
    let last: Promise<void> = Promise.resolve();
    let held = 0;
    // What follows a held piece is held too, so that a change of the delay never reorders bytes.
    const pass = (action: () => void) => {
      if (faults.delayMs === 0 && held === 0) return action();
      const due = sleep(faults.delayMs);
      held += 1;
      last = last
        .then(() => due)
        .then(() => {
          held -= 1;
          action();
        });
    };
    from.on('data', (bytes) => {
      if (!faults.blackhole) pass(() => void to.write(bytes));
    });
    from.once('end', () => pass(() => void to.end()));
  }

  const address = await listen(server, {});
  const cut = () => {
    for (const [client] of pairs) client.resetAndDestroy();
  };
  return {
    ...address,
    connections: () => pairs.size,
    cut,
    refuse: (on) => void (faults.refuse = on),
    delay: (ms) => void (faults.delayMs = ms),
    blackhole: (on) => void (faults.blackhole = on),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}

function parseTarget(target: string): { host: string; port: number } {
  const url = new URL(target.includes('://') ? target : `tcp://${target}`);
  const usual = url.protocol === 'https:' ? 443 : 80;
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? usual : Number(url.port) };
}

const ignore = () => undefined;
