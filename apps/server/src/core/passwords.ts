import { hash, verify } from '@node-rs/argon2';
import { compare } from 'bcrypt';
import { fail } from '@parley/data-provider';

/** argon2id with the parameters of the OWASP password storage cheat sheet. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes at once. Each holds a thread of the pool and 19 MiB, and file access needs threads too. */
const atOnce = 2;
/** Waiting beyond this would only time out: better to say so. */
const longestQueue = 500;

/** Of a random password nobody knows: an unknown account costs the same time as a wrong password. */
const nobody = hash(crypto.randomUUID(), cost);

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= longestQueue)
    fail('unavailable', 'Too many people are signing in. Try again shortly.', { retryAfter: 5 });
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

/** Null when there is no account or it has no password; takes as long as a wrong one. */
export function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  return inTurn(async () => {
    if (stored === null) {
      await verify(await nobody, password);
      return false;
    }
    return isBcrypt(stored) ? compare(password, stored) : verify(stored, password);
  });
}

export const needsRehash = (stored: string): boolean => isBcrypt(stored);
const isBcrypt = (stored: string) => /^\$2[aby]\$/.test(stored);
