import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** The way bytes leave: waits for a slow reader, and breaks writes up when asked to. */
export interface Outlet {
  write(bytes: string): Promise<void>;
  /** From now on every write leaves in pieces of this many bytes. */
  split(size: number): void;
}

export function createOutlet(response: ServerResponse, gone: AbortSignal): Outlet {
  let pieceSize = Infinity;

  async function send(bytes: Buffer): Promise<void> {
    if (gone.aborted || response.destroyed || response.write(bytes)) return;
    await once(response, 'drain', { signal: gone }).catch(() => undefined);
  }

  return {
    split(size) {
      pieceSize = size;
    },
    async write(text) {
      const bytes = Buffer.from(text);
      if (bytes.length === 0) return;
      if (bytes.length <= pieceSize) return send(bytes);
      for (let start = 0; start < bytes.length; start += pieceSize) {
        await send(bytes.subarray(start, start + pieceSize));
        // Two writes in one turn of the event loop may leave as one packet.
        await nextTurn();
      }
    },
  };
}
