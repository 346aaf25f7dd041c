import type { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';

export interface Address {
  port: number;
  host: string;
}

/** Listens on loopback, on a free port unless one is given. */
export function listen(server: Server, { port = 0, host = '127.0.0.1' }: Partial<Address>): Promise<Address> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve({ host, port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}

export function closeServer(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
