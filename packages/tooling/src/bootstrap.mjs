import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fingerprint, stamp } from './fingerprint.mjs';
import { bin, cacheDir, logDir, root, toolEnv } from './paths.mjs';
import { say, since } from './report.mjs';
import { run, tail } from './run.mjs';

/** The page and all that is bundled into it. */
const pageSources = ['apps/web', 'packages/client', 'packages/data-provider', 'packages/ui'];

/**
 * Brings a clone to where its code runs: packages and generated code. Each part is skipped while its inputs are what
 * they were. Fails with a message that is all a reader needs.
 */
export async function bootstrap() {
  requireNode(20);
  await install();
  await generate();
}

/** @param {number} major */
function requireNode(major) {
  if (Number.parseInt(process.versions.node, 10) >= major) return;
  throw new Error(`Node ${major} or newer is needed; this is ${process.versions.node}.`);
}

async function install() {
  const manifests = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')),
  );
  await unlessDone({
    title: 'installing packages',
    inputs: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests],
    // Inside what it vouches for, so that deleting the packages deletes the stamp.
    stampAt: join(root, 'node_modules', '.parley-install'),
    products: [bin('node'), bin('turbo')],
    command: 'npx',
    args: ['-y', packageManager(), 'install', '--frozen-lockfile'],
    // CI keeps pnpm from asking questions; a production NODE_ENV would leave out what the page is built with.
    env: toolEnv({ PATH: process.env.PATH, CI: 'true', NODE_ENV: undefined }),
  });
}

function generate() {
  return unlessDone({
    title: 'generating the database client',
    inputs: [
      'prisma/schema',
      'packages/db/package.json',
      'packages/db/prisma.config.ts',
      'packages/db/scripts',
      'pnpm-lock.yaml',
    ],
    stampAt: join(cacheDir, 'generate.stamp'),
    products: [join(root, 'packages/db/generated/client.ts')],
    ...turbo('generate'),
  });
}

/** Builds the web page, unless it was built from the same sources before. */
export function buildPage() {
  return unlessDone({
    title: 'building the web page',
    inputs: [...pageSources, 'packages/tooling/tsconfig', 'pnpm-lock.yaml', 'turbo.json'],
    stampAt: join(cacheDir, 'page.stamp'),
    products: [join(root, 'apps/web/dist/index.html')],
    ...turbo('@parley/web#build'),
  });
}

/** @param {string} task */
const turbo = (task) => ({
  command: bin('turbo'),
  args: ['run', task, '--output-logs=errors-only', '--no-color'],
  env: toolEnv({ NODE_ENV: undefined }),
});

function packageManager() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('+')[0];
}

/**
 * @param {{ title: string, inputs: readonly string[], stampAt: string, products: readonly string[] }
 *   & import('./run.mjs').Run} work
 */
async function unlessDone({ title, inputs, stampAt, products, ...command }) {
  const state = fingerprint(inputs);
  const done = stamp(stampAt);
  if (done.matches(state) && products.every((path) => existsSync(path))) return;

  const startedAt = performance.now();
  const log = join(logDir, `${title.replaceAll(' ', '-')}.log`);
  say(`Parley: ${title} …`);
  const stillAtIt = setInterval(() => say(`Parley: still ${title} (${since(startedAt)})`), 15_000);
  const { ok, output, reason } = await run({ ...command, log }).finally(() => clearInterval(stillAtIt));
  if (!ok) {
    const where = `Full output: ${relative(process.cwd(), log) || log}`;
    throw new Error(`${title} failed (${reason}). ${where}\n${tail(withoutFrames(output), 15)}`);
  }
  done.set(state);
  say(`Parley: done ${title} (${since(startedAt)})`);
}

/** A stack says where in a tool it went wrong; the lines around it say what. @param {string} output */
const withoutFrames = (output) => output.replaceAll(/^.*\s{2,}at .*\n/gm, '');
