import { readFile, writeFile } from 'node:fs/promises';
import { openApiDocument } from './openapi.ts';

/** Writes the committed document, or with `--check` says whether it is the contract's. */
const file = new URL('../openapi.json', import.meta.url);
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(file, text);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
  console.error('apps/server/openapi.json is not what the contract says. Run `pnpm --filter @parley/server openapi`.');
  process.exitCode = 1;
}
