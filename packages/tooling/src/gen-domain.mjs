import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const templates = new URL('../templates/', import.meta.url);

/** Template and where it goes; `things` stands for the new domain's name in both. */
const files = {
  'schemas.ts.txt': 'packages/data-provider/src/things/schemas.ts',
  'endpoints.ts.txt': 'packages/data-provider/src/things/endpoints.ts',
  'handlers.ts.txt': 'apps/server/src/domains/things/handlers.ts',
  'store.ts.txt': 'apps/server/src/domains/things/store.ts',
  'index.ts.txt': 'apps/server/src/domains/things/index.ts',
  'handlers.test.ts.txt': 'apps/server/src/domains/things/handlers.test.ts',
  'things.prisma.txt': 'prisma/schema/things.prisma',
};

/**
 * Lines that make the new folders known. Each goes after the last line that matches, or, where the line matches in
 * part, into it.
 * @type {readonly { path: string, after: RegExp, line: string }[]}
 */
const lines = [
  {
    path: 'packages/data-provider/src/contract.ts',
    after: /^import .*endpoints\.ts';$/gm,
    line: "import { things } from './things/endpoints.ts';",
  },
  {
    path: 'packages/data-provider/src/index.ts',
    after: /^export \* from .*schemas\.ts';$/gm,
    line: "export * from './things/schemas.ts';",
  },
  {
    path: 'apps/server/src/domains/index.ts',
    after: /^import .*Handlers } from .*index\.ts';$/gm,
    line: "import { thingsHandlers } from './things/index.ts';",
  },
  { path: 'apps/server/src/domains/index.ts', after: /^ {2}\w+: \w+Handlers,$/gm, line: '  things: thingsHandlers,' },
  { path: 'prisma/schema/users.prisma', after: /^ {2}\w+ +[A-Z]\w*\[\]$/gm, line: '  things Thing[]' },
];

/**
 * Adds a domain to every house: contract, server, database. Small, but whole: it lists, creates, reads, changes and
 * removes rows of their owner, and its tests say so.
 * @param {{ root: string, name: string, singular?: string }} options `name` is a plural noun, in lower case.
 * @returns {string[]} the files written or changed
 */
export function generateDomain({ root, name, singular = singularOf(name) }) {
  if (!/^[a-z]+$/.test(name)) throw new Error(`"${name}" is no name for a domain: use one plural noun in lower case.`);
  if (singular === name) throw new Error(`What is one of the ${name} called? Say it after the name.`);
  const rename = renamer(name, singular);
  const created = Object.values(files).map(rename);
  const taken = created.find((path) => existsSync(join(root, path)));
  if (taken) throw new Error(`${taken} is there already.`);

  for (const [template, path] of Object.entries(files)) {
    write(join(root, rename(path)), rename(readFileSync(new URL(template, templates), 'utf8')));
  }
  for (const { path, after, line } of lines) {
    edit(join(root, path), (text) => insertAfterLast(text, after, rename(line)));
  }
  const contract = 'packages/data-provider/src/contract.ts';
  edit(join(root, contract), (text) => text.replace(/(export const contract = \{[^}]*\w),?( ?\};)/, `$1, ${name}$2`));
  return [...created, ...new Set(lines.map(({ path }) => path))];
}

/** @param {string} name */
function singularOf(name) {
  return name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.replace(/s$/, '');
}

/** @param {string} name @param {string} singular */
function renamer(name, singular) {
  const capital = (/** @type {string} */ word) => word.charAt(0).toUpperCase() + word.slice(1);
  return (/** @type {string} */ text) =>
    text
      .replaceAll('things', name)
      .replaceAll('Things', capital(name))
      .replaceAll('thing', singular)
      .replaceAll('Thing', capital(singular));
}

/** @param {string} text @param {RegExp} pattern @param {string} line */
function insertAfterLast(text, pattern, line) {
  const last = [...text.matchAll(pattern)].at(-1);
  if (!last) throw new Error(`found no place for: ${line}`);
  const end = last.index + last[0].length;
  return `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** @param {string} path @param {(text: string) => string} change */
const edit = (path, change) => writeFileSync(path, change(readFileSync(path, 'utf8')));
