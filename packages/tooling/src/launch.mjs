import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { bin, cacheDir, root, toolEnv } from './paths.mjs';
import { say } from './report.mjs';
import { signalGroup } from './run.mjs';

/** One Ctrl-C arrives twice, from the terminal and from npm. Only a later one means "now". */
const REPEAT_MS = 700;

/**
 * Runs the server from source until it ends, and resolves with the exit code to end with.
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export function launch(args) {
  const child = spawn(
    bin('node'),
    [
      // What the shell says wins over the file.
      ...(existsSync(join(root, '.env')) ? ['--env-file=.env'] : []),
      '--import',
      new URL('stop-with-launcher.mjs', import.meta.url).href,
      join('apps', 'server', 'src', 'main.ts'),
      ...args,
    ],
    {
      cwd: root,
      env: toolEnv({
        NODE_ENV: process.env.NODE_ENV ?? 'production',
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(cacheDir, 'node'),
      }),
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const stop = stopper(child);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => stop(signal));
  const watch = whenNpmIsGone(() => stop('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`Parley: the server could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * Passes the first signal on and lets the server finish; one that comes later ends it.
 * @param {import('node:child_process').ChildProcess} child
 */
function stopper(child) {
  /** @type {number | undefined} */
  let firstAt;
  return (/** @type {NodeJS.Signals} */ signal) => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      child.kill(signal);
    } else if (performance.now() - firstAt > REPEAT_MS) {
      say('Parley: stopping at once.');
      signalGroup(child, 'SIGKILL');
    }
  };
}

/**
 * npm that is killed outright tells nobody, and the server would go on without a terminal to stop it from.
 * @param {() => void} stop
 */
function whenNpmIsGone(stop) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    stop();
  }, 500);
  return timer;
}
