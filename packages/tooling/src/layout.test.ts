import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './paths.mjs';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const folders = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

// Read and not imported: every package uses this one, so it can use none of them.
const contract = /export const contract = \{([^}]+)\}/.exec(read('packages/data-provider/src/contract.ts'))?.[1] ?? '';
const domains = [...contract.matchAll(/\w+/g)].map(([name]) => name).sort();
const serverFiles = globSync('apps/server/src/domains/*/**/*.ts', { cwd: root });

/** Folders of the contract that hold no endpoints of their own: the vocabulary. */
const vocabulary = ['core'];
/** Tables that belong to no single domain. */
const shared = ['base'];

test('contract and server name the same domains', () => {
  expect(domains.length).toBeGreaterThan(5);
  expect(folders('packages/data-provider/src').filter((name) => !vocabulary.includes(name))).toEqual(domains);
  expect(folders('apps/server/src/domains')).toEqual(domains);
});

test('every schema file belongs to a domain', () => {
  const files = readdirSync(join(root, 'prisma/schema')).map((name) => basename(name, '.prisma'));
  expect(files.filter((name) => !shared.includes(name) && !domains.includes(name))).toEqual([]);
});

test('a domain has a face and handlers', () => {
  for (const domain of domains) {
    const folder = join(root, 'apps/server/src/domains', domain);
    expect(existsSync(join(folder, 'index.ts')), domain).toBe(true);
    expect(existsSync(join(folder, 'handlers.ts')) || existsSync(join(folder, 'handlers')), domain).toBe(true);
  }
});

test('a role has one name: no second word for handlers, store or schemas', () => {
  const secondWords =
    /\/(.*-)?(controllers?|services?|repositor(y|ies)|routes?|routers?|models?|quer(y|ies)|utils?|helpers?|types|constants)\.ts$/;
  expect(serverFiles.filter((path) => secondWords.test(path))).toEqual([]);
});

test('only stores talk to Prisma', () => {
  const isStore = /(^|\/)(store|[a-z-]+-store)(\/[a-z-]+)?\.ts$/;
  const call = /\b(db|tx)\.(\w+\.(find|create|update|upsert|delete|count|aggregate|groupBy)|\$(query|execute)Raw)/;
  const others = serverFiles.filter((path) => !isStore.test(path) && !path.includes('.test.'));
  expect(others.length).toBeGreaterThan(domains.length);
  expect(others.filter((path) => call.test(read(path)))).toEqual([]);
});

const manifests = ['package.json', ...globSync('{packages,apps}/*/package.json', { cwd: root })];

test('packages share one licence, and versions live in the catalog', () => {
  expect(read('LICENSE')).toMatch(/^MIT License/);
  for (const path of manifests) {
    const { license, dependencies = {}, devDependencies = {} } = JSON.parse(read(path));
    expect(license, path).toBe('MIT');
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, `${name} in ${path}`).toMatch(/^(catalog:|workspace:\*)$/);
    }
  }
});

test('every catalog entry is used', () => {
  const catalog = /^catalog:\n((?: .*\n|\n)*)/m.exec(read('pnpm-workspace.yaml'))?.[1] ?? '';
  const names = [...catalog.matchAll(/^ {2}'?([^#'\s:]+)'?:/gm)].map(([, name]) => name);
  const used = new Set(
    manifests.flatMap((path) => [...read(path).matchAll(/"([^"]+)": "catalog:"/g)].map(([, n]) => n)),
  );
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !used.has(name))).toEqual([]);
});

test('documented variables are ones the server reads', () => {
  const table = [...read('README.md').matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) \|/gm)].map(([, cell]) => cell).join();
  const example = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name).join();
  const names = `${table},${example}`.match(/[A-Z][A-Z_]+/g) ?? [];
  const env = read('apps/server/src/env.ts');
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !env.includes(`  ${name}: `))).toEqual([]);
});

test('pnpm is one version', () => {
  const { packageManager } = JSON.parse(read('package.json'));
  expect(read('pnpm-workspace.yaml')).toContain(`\n  pnpm: ${packageManager.replace('pnpm@', '')}\n`);
});

test('no file names the host of a package registry', () => {
  const list = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  const files = list.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  expect(files.length).toBeGreaterThan(100);
  const host =
    /registry\.(npmjs|yarnpkg|npmmirror)\.|\b(deb|security|snapshot)\.debian\.org|pypi\.org|files\.pythonhosted\./;
  expect(files.filter((path) => host.test(read(path)))).toEqual([]);
});
