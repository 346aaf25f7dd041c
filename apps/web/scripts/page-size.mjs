import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/**
 * JavaScript that must arrive before the first usable chat page, as gzip: the entry with everything it imports, and
 * what the chat page itself fetches at once. Fails when it is over the budget of the design.
 */
const budget = 250_000;
const entries = ['index.html'];

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

const seen = new Set();
const visit = (name) => {
  if (seen.has(name)) return;
  seen.add(name);
  for (const imported of manifest[name].imports ?? []) visit(imported);
};
for (const entry of entries) visit(entry);

const sizes = [...seen]
  .map((name) => manifest[name].file)
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({ file, bytes: gzipSync(readFileSync(new URL(file, dist))).length }))
  .toSorted((a, b) => b.bytes - a.bytes);
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);

for (const { file, bytes } of sizes) process.stdout.write(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${file}\n`);
process.stdout.write(`${(total / 1000).toFixed(1).padStart(7)} kB  first chat page, of ${budget / 1000} kB\n`);
if (total > budget) process.exitCode = 1;
