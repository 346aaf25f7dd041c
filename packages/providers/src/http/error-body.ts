import { errorFromResponse } from '../errors.ts';
import type { Headers } from './send.ts';

/** An error says what it has to say in its first kilobytes. */
const maxErrorBytes = 64 * 1024;

/** Reads the body of a refusal as far as it is worth reading, then throws what it means. */
export function createErrorReader({ status, headers }: { status: number; headers: Headers }) {
  const chunks: Buffer[] = [];
  let size = 0;
  const end = (): never => {
    throw errorFromResponse({ status, headers, body: Buffer.concat(chunks).toString() });
  };
  return {
    data(chunk: Buffer): void {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxErrorBytes) end();
    },
    end,
  };
}
