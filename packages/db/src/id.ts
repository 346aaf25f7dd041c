import { randomFillSync } from 'node:crypto';

// Random bytes are drawn for many ids at once: one system call each would cost more than the rest of this function.
const pool = new Uint8Array(10 * 256);
let used = pool.length;

/** A new UUIDv7 (RFC 9562): 48 bits of milliseconds, then random, so that keys sort by their time of creation. */
export function newId(now: number = Date.now()): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = Buffer.from(pool.buffer, used, 10);
  used += 10;
  random.writeUInt8((random.readUInt8(0) & 0x0f) | 0x70, 0);
  random.writeUInt8((random.readUInt8(2) & 0x3f) | 0x80, 2);
  const time = now.toString(16).padStart(12, '0');
  const tail = random.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}
