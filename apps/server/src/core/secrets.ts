import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Env } from '../env.ts';

/** Keys of this installation. Each purpose has its own; none has a default. */
export interface Secrets {
  accessToken: Uint8Array;
  refreshToken: Uint8Array;
  /** 256-bit key for secrets at rest. */
  vault: Uint8Array;
}

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.object({ accessToken: hex, refreshToken: hex, vault: hex });

const none = { accessToken: '', refreshToken: '', vault: '' };

/** From the environment where given, else made once and kept in `DATA_DIR` with mode 0600. */
export async function loadSecrets(env: Env): Promise<Secrets> {
  const { JWT_SECRET, JWT_REFRESH_SECRET, CREDS_KEY } = env;
  const isComplete = JWT_SECRET !== undefined && JWT_REFRESH_SECRET !== undefined && CREDS_KEY !== undefined;
  // With all of them given the folder need not even be writable.
  const stored = isComplete ? none : await readOrCreate(path.join(env.DATA_DIR, 'secrets.json'));
  const text = (given: string | undefined, kept: string) => new TextEncoder().encode(given ?? kept);
  return {
    accessToken: text(JWT_SECRET, stored.accessToken),
    refreshToken: text(JWT_REFRESH_SECRET, stored.refreshToken),
    vault: Buffer.from(CREDS_KEY ?? stored.vault, 'hex'),
  };
}

async function readOrCreate(file: string): Promise<z.infer<typeof fileSchema>> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new Error(`DATA_DIR cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  });
  const fresh = () => randomBytes(32).toString('hex');
  try {
    // `wx`: of two processes that start together, one writes and the other reads.
    await using handle = await open(file, 'wx', 0o600);
    const secrets = { accessToken: fresh(), refreshToken: fresh(), vault: fresh() };
    await handle.writeFile(JSON.stringify(secrets));
    await handle.sync();
    return secrets;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readExisting(file);
}

async function readExisting(file: string): Promise<z.infer<typeof fileSchema>> {
  for (let attempt = 0; ; attempt++) {
    const parsed = fileSchema.safeParse(parseJson(await readFile(file, 'utf8')));
    if (parsed.success) return parsed.data;
    // The process that created it may still be writing.
    if (attempt === 20)
      throw new Error(`${file} is damaged. Restore it from a backup: stored keys cannot be read without it.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
