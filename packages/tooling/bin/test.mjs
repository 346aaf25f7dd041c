#!/usr/bin/env node
// `npm test`: every check and every test, from a fresh clone, offline once installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap, buildPage } from '../src/bootstrap.mjs';
import { checks } from '../src/checks.mjs';
import { findChromium } from '../src/chromium.mjs';
import { main } from '../src/main.mjs';
import { root } from '../src/paths.mjs';
import { say, since } from '../src/report.mjs';
import { add, closingLine, failed, inOrder, nothing, passed, skipped, together } from '../src/step.mjs';
import { vitest } from '../src/vitest.mjs';

const parts = ['checks', 'unit', 'e2e'];
const { values } = parseArgs({ options: { only: { type: 'string' } } });

await main(async () => {
  const startedAt = performance.now();
  const { only } = values;
  if (only !== undefined && !parts.includes(only)) throw new Error(`--only takes one of: ${parts.join(', ')}`);
  const wants = (/** @type {string} */ part) => only === undefined || only === part;

  const ready = await inOrder([preparation('packages', bootstrap)]);
  const counts = ready.failed > 0 ? ready : add(ready, await runParts(wants));
  say(`${since(startedAt)} in all`);
  say(closingLine(counts));
  return counts.failed > 0 ? 1 : 0;
});

/** @param {(part: string) => boolean} wants */
async function runParts(wants) {
  const unit = vitest({ name: 'unit tests', config: 'vitest.config.ts', limitMs: 480_000 });
  const first = await together([inOrder(wants('checks') ? checks : []), inOrder(wants('unit') ? [unit] : [])]);
  // On their own, so that pages are not measured while the compiler has both cores.
  return add(first, wants('e2e') ? await inBrowser() : nothing);
}

async function inBrowser() {
  const page = await inOrder([preparation('web page', buildPage)]);
  const run = page.failed > 0 ? async () => skipped('there is no page to open') : browserTests;
  return add(page, await inOrder([{ name: 'browser tests', run }]));
}

async function browserTests() {
  const config = 'apps/e2e/vitest.config.ts';
  if (!existsSync(join(root, config))) return skipped(`${config} is missing`);
  const chromium = await findChromium();
  if ('missing' in chromium) return skipped(chromium.missing);
  return vitest({ name: 'browser tests', config, limitMs: 420_000, env: { PARLEY_CHROMIUM: chromium.path } }).run();
}

/**
 * Work that others stand on, whose failure message says it all.
 * @param {string} name
 * @param {() => Promise<void>} work
 */
function preparation(name, work) {
  const run = () =>
    work().then(
      () => passed(),
      (error) => failed(error instanceof Error ? error.message : String(error)),
    );
  return { name, run };
}
