import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bin, root, toolEnv } from './paths.mjs';

/** A rule that never fires looks just like a rule that holds, so each is shown something it must refuse. */
const folder = mkdtempSync(join(tmpdir(), 'parley-rails-'));
const tsconfig = JSON.stringify({
  extends: './packages/tooling/tsconfig/base.json',
  compilerOptions: { types: [] },
  include: ['**/*'],
});

const boundaries: Record<string, { file: string; imports: string }> = {
  resolvable: { file: 'packages/db/src/lost.ts', imports: './nowhere.ts' },
  'no-tests-in-product': { file: 'packages/agents/src/uses-test.ts', imports: './a.test.ts' },
  'packages-not-apps': { file: 'packages/ui/src/app.ts', imports: '../../../apps/web/src/a.ts' },
  'contract-stands-alone': { file: 'packages/data-provider/src/up.ts', imports: '../../db/src/a.ts' },
  'contract-only-types-of-trpc': { file: 'packages/data-provider/src/rpc.ts', imports: '@trpc/server' },
  'contract-not-node': { file: 'packages/data-provider/src/disk.ts', imports: 'node:fs' },
  'adapter-knows-no-domain': {
    file: 'packages/express-adapter/src/domain.ts',
    imports: '../../data-provider/src/chat/a.ts',
  },
  'providers-and-agents-are-pure': { file: 'packages/agents/src/rows.ts', imports: '../../db/src/a.ts' },
  'providers-not-agents': { file: 'packages/providers/src/run.ts', imports: '../../agents/src/a.ts' },
  'db-stands-alone': { file: 'packages/db/src/contract.ts', imports: '../../data-provider/src/a.ts' },
  'one-door-to-the-database': { file: 'apps/server/src/rows.ts', imports: '../../../packages/db/generated/client.ts' },
  'browser-not-server': { file: 'apps/web/src/server.ts', imports: '../../server/src/a.ts' },
  'client-has-no-look': { file: 'packages/client/src/look.ts', imports: '../../ui/src/a.ts' },
  'ui-knows-no-product': { file: 'packages/ui/src/product.ts', imports: '../../data-provider/src/a.ts' },
  'server-not-browser': { file: 'apps/server/src/page.ts', imports: '../../web/src/a.ts' },
  'domain-by-its-face': { file: 'apps/server/src/domains/chat/peek.ts', imports: '../files/store.ts' },
  'domain-by-its-face-from-outside': { file: 'apps/server/src/peek.ts', imports: './domains/files/store.ts' },
  'features-do-not-meet': { file: 'apps/web/src/features/chat/peek.ts', imports: '../files/a.ts' },
  'shared-knows-no-feature': { file: 'apps/web/src/shared/peek.ts', imports: '../features/files/a.ts' },
};

/** Boundaries that a second import must hit as well. */
const alsoRefused = [['contract-stands-alone', 'packages/data-provider/src/library.ts']];

const lint: Record<string, { file: string; text: string }> = {
  'typescript(no-explicit-any)': {
    file: 'packages/agents/src/any.ts',
    text: 'export const x = (y: any) => String(y);',
  },
  'typescript(no-non-null-assertion)': {
    file: 'packages/agents/src/bang.ts',
    text: 'export const x = (y: string | null) => y!.length;',
  },
  'typescript(switch-exhaustiveness-check)': {
    file: 'packages/agents/src/switch.ts',
    text: "export function x(y: 'a' | 'b') {\n  switch (y) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}",
  },
  'typescript(consistent-type-imports)': {
    file: 'packages/agents/src/types.ts',
    text: "import { T } from './a.ts';\nexport const x = (y: T) => y;",
  },
  'typescript(no-floating-promises)': {
    file: 'packages/agents/src/float.ts',
    text: 'export const x = (y: () => Promise<void>) => {\n  y();\n};',
  },
  'typescript(no-misused-promises)': {
    file: 'packages/agents/src/misuse.ts',
    text: 'export const x = (y: () => Promise<boolean>) => (y() ? 1 : 2);',
  },
  'node(no-process-env)': { file: 'packages/agents/src/environment.ts', text: "export const x = process.env['X'];" },
  'eslint(no-console)': { file: 'packages/agents/src/console.ts', text: "console.log('x');" },
  'import(no-cycle)': { file: 'packages/agents/src/cycle-a.ts', text: "export { b as x } from './cycle-b.ts';" },
  'import(no-default-export)': { file: 'packages/agents/src/default.ts', text: 'export default 1;' },
  'unicorn(filename-case)': { file: 'packages/agents/src/CamelCase.ts', text: 'export const x = 1;' },
  'eslint(max-params)': {
    file: 'packages/agents/src/params.ts',
    text: 'export const x = (a: 1, b: 2, c: 3, d: 4) => a + b + c + d;',
  },
  'vitest(no-focused-tests)': {
    file: 'packages/agents/src/only.test.ts',
    text: "import { expect, test } from 'vitest';\ntest.only('x', () => {\n  expect(1).toBe(1);\n});",
  },
  'eslint(no-restricted-imports)': {
    file: 'apps/server/src/request.ts',
    text: "import { request } from 'undici';\nexport const x = request;",
  },
  'eslint(no-restricted-globals)': { file: 'apps/server/src/fetch.ts', text: "export const x = fetch('http://x');" },
};

beforeAll(() => {
  for (const name of ['.oxlintrc.json', '.dependency-cruiser.mjs']) copyFileSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  write(
    'packages/tooling/tsconfig/base.json',
    '{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true } }',
  );
  write('tsconfig.json', tsconfig);
  for (const { file, imports } of Object.values(boundaries)) {
    write(file, `import '${imports}';\n`);
    if (imports.startsWith('.') && !imports.includes('nowhere'))
      write(join(dirname(file), imports), 'export type T = string;\n');
  }
  write('packages/data-provider/src/library.ts', "import 'some-library';\n");
  for (const library of ['@trpc/server', 'some-library']) {
    write(
      `packages/data-provider/node_modules/${library}/package.json`,
      `{ "name": "${library}", "main": "index.js" }`,
    );
    write(`packages/data-provider/node_modules/${library}/index.js`, '');
  }
  for (const { file, text } of Object.values(lint)) write(file, `${text}\n`);
  write('packages/agents/src/a.ts', 'export type T = string;\n');
  write('packages/agents/src/cycle-b.ts', "import { x } from './cycle-a.ts';\nexport const b = () => x;\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const runTool = (tool: string, ...args: string[]) =>
  JSON.parse(spawnSync(bin(tool), args, { cwd: folder, encoding: 'utf8', env: toolEnv(), timeout: 15_000 }).stdout);

test('every boundary refuses what it forbids', () => {
  const report = runTool('depcruise', 'packages', 'apps', '--output-type', 'json');
  const found = report.summary.violations.map((v: { rule: { name: string }; from: string }) => [v.rule.name, v.from]);
  for (const [rule, { file }] of Object.entries(boundaries)) expect(found).toContainEqual([rule, file]);
  for (const pair of alsoRefused) expect(found).toContainEqual(pair);
});

test('every lint rule refuses what it forbids', () => {
  const report = runTool('oxlint', '--quiet', '--format=json', 'apps', 'packages');
  const found = report.diagnostics.map((d: { code: string; filename: string }) => [d.code, d.filename]);
  for (const [rule, { file }] of Object.entries(lint)) expect(found).toContainEqual([rule, file]);
});
