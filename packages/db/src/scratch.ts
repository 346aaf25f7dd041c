import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';

/** A PostgreSQL for a short while: its data is in a temporary folder, never waits for the disk, and goes with it. */
export async function startScratchPostgres(): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-scratch-'));
  const clear = () => rm(dataDir, { recursive: true, force: true });
  try {
    const postgres = await startEmbeddedPostgres({
      dataDir,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' },
    });
    return {
      url: postgres.url,
      stop: async () => {
        await postgres.stop();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

const ignore = () => undefined;
