#!/usr/bin/env node
// `npm test`: every check and every test, from a fresh clone, offline once installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from '../src/bootstrap.mjs';
import { checks } from '../src/checks.mjs';
import { findChromium } from '../src/chromium.mjs';
import { main } from '../src/main.mjs';
import { root } from '../src/paths.mjs';
import { say, since } from '../src/report.mjs';
import { add, closingLine, failed, inOrder, passed, skipped, together } from '../src/step.mjs';
import { vitest } from '../src/vitest.mjs';

const parts = ['checks', 'unit', 'e2e'];
const { values } = parseArgs({ options: { only: { type: 'string' } } });

await main(async () => {
  const startedAt = performance.now();
  const { only } = values;
  if (only !== undefined && !parts.includes(only)) throw new Error(`--only takes one of: ${parts.join(', ')}`);
  const wants = (/** @type {string} */ part) => only === undefined || only === part;

  const ready = await inOrder([{ name: 'preparation', run: () => prepare(wants('e2e')) }]);
  const counts = ready.failed > 0 ? ready : add(ready, await runParts(wants));
  say(`${since(startedAt)} in all`);
  say(closingLine(counts));
  return counts.failed > 0 ? 1 : 0;
});

/** @param {boolean} page */
async function prepare(page) {
  try {
    await bootstrap({ page });
    return passed();
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/** @param {(part: string) => boolean} wants */
async function runParts(wants) {
  const unit = vitest({ name: 'unit tests', config: 'vitest.config.ts', limitMs: 480_000 });
  const first = await together([inOrder(wants('checks') ? checks : []), inOrder(wants('unit') ? [unit] : [])]);
  // On its own, so that pages are not measured while the compiler has both cores.
  return add(first, await inOrder(wants('e2e') ? [{ name: 'browser tests', run: browserTests }] : []));
}

async function browserTests() {
  const config = 'apps/e2e/vitest.config.ts';
  if (!existsSync(join(root, config))) return skipped(`${config} is missing`);
  const chromium = await findChromium();
  if ('missing' in chromium) return skipped(chromium.missing);
  return vitest({ name: 'browser tests', config, limitMs: 420_000, env: { PARLEY_CHROMIUM: chromium.path } }).run();
}
