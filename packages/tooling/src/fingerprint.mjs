import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';

/** What a build or an install leaves behind inside the folders it reads. */
const products = new Set(['node_modules', 'dist', 'generated', '.turbo', 'coverage']);

/**
 * One hash over the contents and names of files and folders, given relative to the repository.
 * @param {readonly string[]} paths
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} path */
function addTo(hash, path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats?.isFile()) hash.update(`${path}\0${stats.size}\0`).update(readFileSync(join(root, path)));
  if (!stats?.isDirectory()) return;
  const names = readdirSync(join(root, path)).filter((name) => !products.has(name));
  for (const name of names.sort()) addTo(hash, join(path, name));
}

/**
 * Remembers that some work was done for one state of its inputs.
 * @param {string} path of the stamp
 */
export function stamp(path) {
  return {
    /** @param {string} value */
    matches: (value) => existsSync(path) && readFileSync(path, 'utf8') === value,
    /** @param {string} value */
    set: (value) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, value);
    },
  };
}
