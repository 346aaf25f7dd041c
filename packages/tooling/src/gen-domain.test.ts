import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateDomain } from './gen-domain.mjs';
import { bin, root, toolEnv } from './paths.mjs';

const copy = mkdtempSync(join(tmpdir(), 'parley-domain-'));
const leftOut = new Set(['dist', '.turbo', 'coverage', 'generated']);

beforeAll(() => {
  for (const path of ['packages', 'apps/server', 'prisma']) {
    cpSync(join(root, path), join(copy, path), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !leftOut.has(basename(source)),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  cpSync(join(root, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
});
afterAll(() => rmSync(copy, { recursive: true }));

function complaints(folder: string, tool: string, ...args: string[]): string {
  const cwd = join(copy, folder);
  const { status, stdout, stderr } = spawnSync(bin(tool), args, {
    cwd,
    encoding: 'utf8',
    env: toolEnv(),
    timeout: 60_000,
  });
  return status === 0 ? '' : `${stdout}${stderr}` || `exit code ${status}`;
}

test('a generated domain fits every house', { timeout: 120_000 }, () => {
  const paths = generateDomain({ root: copy, name: 'stories' });
  expect(paths).toContain('apps/server/src/domains/stories/handlers.ts');
  expect(readFileSync(join(copy, 'prisma/schema/stories.prisma'), 'utf8')).toMatch(/^model Story \{/);

  expect(complaints('packages/db', 'node', 'scripts/generate.mjs')).toBe('');
  expect(complaints('packages/data-provider', 'tsc', '--noEmit')).toBe('');
  expect(complaints('apps/server', 'tsc', '--noEmit')).toBe('');
  const sources = paths.filter((path) => path.includes('stories') && path.endsWith('.ts'));
  expect(complaints('.', 'oxlint', '--deny-warnings', ...sources)).toBe('');
});

test('nothing that is there already is written over', () => {
  const existing = 'packages/data-provider/src/tales';
  mkdirSync(join(copy, existing));
  writeFileSync(join(copy, existing, 'schemas.ts'), 'mine');
  expect(() => generateDomain({ root: copy, name: 'tales' })).toThrow(/is there already/);
  expect(readFileSync(join(copy, existing, 'schemas.ts'), 'utf8')).toBe('mine');
});

test.each(['Notes', 'my-notes', '../notes', ''])('"%s" is no name for a domain', (name) => {
  expect(() => generateDomain({ root: copy, name })).toThrow(/is no name for a domain/);
});

test('a word whose singular cannot be guessed has to say it', () => {
  expect(() => generateDomain({ root: copy, name: 'media' })).toThrow(/What is one of the media called/);
});
