#!/usr/bin/env node
// `npm test`: every check and every test, from a fresh clone, offline once installed.
import { parseArgs } from 'node:util';
import { bootstrap, buildPage } from '../src/bootstrap.mjs';
import { checks } from '../src/checks.mjs';
import { findChromium } from '../src/chromium.mjs';
import { main } from '../src/main.mjs';
import { say, since } from '../src/report.mjs';
import { add, closingLine, failed, inOrder, nothing, passed, skipped, together } from '../src/step.mjs';
import { vitest } from '../src/vitest.mjs';

const e2e = { name: 'end to end', folder: 'apps/e2e', limitMs: 420_000 };
const parts = ['checks', 'unit', 'e2e'];

await main(async () => {
  const startedAt = performance.now();
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
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
  const unit = vitest({ name: 'unit tests', folder: '.', limitMs: 480_000 });
  const first = await together([inOrder(wants('checks') ? checks : []), inOrder(wants('unit') ? [unit] : [])]);
  // On their own, so that pages are not measured while the compiler has both cores.
  return add(first, wants('e2e') ? await endToEnd() : nothing);
}

async function endToEnd() {
  const page = await inOrder([preparation('web page', buildPage)]);
  const chromium = page.failed > 0 ? { missing: 'there is no page to open' } : await findChromium();
  return add(
    page,
    await inOrder('missing' in chromium ? withoutBrowser(chromium.missing) : withBrowser(chromium.path)),
  );
}

/** @param {string} path */
function withBrowser(path) {
  return [vitest({ ...e2e, env: { PARLEY_CHROMIUM: path } })];
}

/** @param {string} reason */
function withoutBrowser(reason) {
  const journeys = { name: 'journeys', run: async () => skipped(reason) };
  return [journeys, vitest({ ...e2e, args: ['--exclude', 'src/journeys/**'] })];
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
