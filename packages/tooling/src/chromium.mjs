import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { toolEnv } from './paths.mjs';
import { run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const INSTALL_LIMIT_MS = 300_000;

/**
 * Finds a browser for the tests, or installs one where that needs nobody's consent.
 * @returns {Promise<{ path: string } | { missing: string }>}
 */
export async function findChromium() {
  const found = process.env.PARLEY_CHROMIUM ?? onPath(names);
  if (found) return { path: found };
  if (process.getuid?.() !== 0) return { missing: 'no Chromium on the PATH, and only root can install it' };
  if (!onPath(['apt-get'])) return { missing: 'no Chromium on the PATH, and no apt-get to install it with' };

  const env = toolEnv({ DEBIAN_FRONTEND: 'noninteractive' });
  const apt = (/** @type {string[]} */ ...args) =>
    run({ command: 'apt-get', args: ['-qq', '-y', ...args], env, timeoutMs: INSTALL_LIMIT_MS });
  await apt('update');
  const installed = await apt('install', '--no-install-recommends', 'chromium');
  const path = onPath(names);
  return path
    ? { path }
    : { missing: `no Chromium on the PATH, and apt-get could not install it: ${installed.reason}` };
}

/** @param {readonly string[]} wanted */
function onPath(wanted) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return wanted.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
