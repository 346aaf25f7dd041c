// Writes the Prisma client to ./generated, unless it already matches the schema.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const schemaDir = join(root, '../../prisma/schema');
const stampFile = join(root, 'generated/.stamp');
const prismaPackage = createRequire(import.meta.url).resolve('prisma/package.json');

function fingerprint() {
  const hash = createHash('sha256')
    .update(readFileSync(prismaPackage))
    .update(readFileSync(import.meta.filename));
  for (const name of readdirSync(schemaDir).toSorted()) hash.update(name).update(readFileSync(join(schemaDir, name)));
  return hash.digest('hex');
}

const stamp = fingerprint();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // The CLI wants a native schema engine it never runs here; any existing file keeps it from downloading one.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
    process.exit(status ?? 1);
  }
  writeFileSync(stampFile, stamp);
}
