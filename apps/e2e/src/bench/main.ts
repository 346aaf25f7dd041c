import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@parley/db/embedded';
import { chromiumPath } from '../harness/browser.ts';
import { providersAt, startApp } from '../harness/app-process.ts';
import { signUp } from '../harness/script.ts';
import { startChild } from './child.ts';
import type { Row } from './row.ts';
import { pageSize } from './rows/page.ts';
import { reads } from './rows/reads.ts';
import { abortLatency, firstToken, memory, relayCpu } from './rows/relay.ts';
import { secondStart } from './rows/start.ts';

/** `pnpm bench [word …]`: every row, or those whose name has one of the words. Machines are noisy: read the ratios. */
const wanted = process.argv.slice(2).filter((word) => word !== '--');
const isWanted = (name: string) => wanted.length === 0 || wanted.some((word) => name.includes(word));

const chunksPerStream = 400;
const results = path.join(import.meta.dirname, '../../../../bench-results');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

const rows: Row[] = [];
const add = (...more: Row[]) => {
  for (const row of more) print(row);
  rows.push(...more);
};

const dataDir = await mkdtemp(path.join(tmpdir(), 'parley-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir, log: quiet });
const upstream = await startChild('upstream.ts', { BENCH_CHUNKS: String(chunksPerStream), BENCH_PACE_MS: '25' });
const relay = await startChild('relay.ts', { BENCH_UPSTREAM: upstream.url });
const app = await startApp({
  dataDir,
  env: {
    ...providersAt(upstream.url),
    DATABASE_URL: postgres.url,
    TITLE_CONVO: 'false',
    LOG_LEVEL: 'warn',
    // `BENCH_NODE_OPTIONS=--cpu-prof pnpm bench relay` shows where the time goes.
    NODE_OPTIONS: process.env['BENCH_NODE_OPTIONS'] ?? '',
  },
});
const script = await signUp(app.url);
const stage = { app, script, upstream, relay, chunksPerStream };

if (isWanted('memory')) add(...(await memory(stage)));
if (isWanted('reads')) add(...(await reads(stage, postgres.url)));
if (isWanted('relay')) add(await relayCpu(stage));
if (isWanted('first-token')) add(await firstToken(stage));
if (isWanted('abort')) add(await abortLatency(stage));
if (isWanted('page')) {
  if (chromiumPath) add(await pageSize(app.url));
  else process.stdout.write('page: no Chromium on this machine, not measured\n');
}
await app.stop();
relay.stop();
upstream.stop();
await postgres.stop();
if (isWanted('start')) add(await secondStart());
await rm(dataDir, { recursive: true, force: true });

await mkdir(results, { recursive: true });
const file = path.join(results, `${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`);
process.stdout.write(
  `\n${rows.filter((row) => row.isMet).length} of ${rows.length} budgets met. ${path.relative(process.cwd(), file)}\n`,
);

function print({ what, measured, budget, isMet }: Row): void {
  process.stdout.write(`${isMet ? 'ok  ' : 'OVER'}  ${what.padEnd(66)} ${measured.padEnd(44)} ${budget}\n`);
}
