import { join } from 'node:path';
import { bin, logDir, toolEnv } from './paths.mjs';
import { run } from './run.mjs';
import { failed, passed } from './step.mjs';

const LIMIT_MS = 300_000;

/**
 * Everything that can be said about the code without running it. Each counts as one test.
 * @type {readonly import('./step.mjs').Step[]}
 */
export const checks = [
  check('types', 'turbo', ['run', 'typecheck', '--continue', '--concurrency=2', '--output-logs=errors-only']),
  check('lint', 'oxlint', ['--quiet']),
  check('format', 'oxfmt', ['--check']),
  { name: 'boundaries', run: boundaries },
  check('dead code', 'knip', ['--no-progress', '--no-config-hints']),
  check('manifests', 'sherif', ['--ignore-rule', 'packages-without-package-json', '--fail-on-warnings']),
  check('openapi', 'pnpm', ['--filter', '@parley/server', 'run', 'openapi', '--check']),
  check('migrations', 'pnpm', ['--filter', '@parley/db', 'run', 'db:drift']),
];

/** @param {string} name @param {string} tool @param {readonly string[]} args @returns {import('./step.mjs').Step} */
function check(name, tool, args) {
  return {
    name,
    run: async () => {
      const result = await runTool(name, tool, args);
      return result.ok ? passed() : failed(result.reason, result.output);
    },
  };
}

async function boundaries() {
  const result = await runTool('boundaries', 'depcruise', ['packages', 'apps']);
  if (!result.ok) return failed(result.reason, result.output);
  const count = Number(/\((\d+) modules/.exec(result.output)?.[1] ?? 0);
  // A parser that does not know the compiler at hand reads nothing, finds nothing, and reports success.
  return count > 0 ? passed(`${count} modules`) : failed('read no modules', result.output);
}

/** @param {string} name @param {string} tool @param {readonly string[]} args */
function runTool(name, tool, args) {
  const env = toolEnv({ NO_COLOR: '1', FORCE_COLOR: undefined });
  return run({
    command: bin(tool),
    args,
    env,
    timeoutMs: LIMIT_MS,
    log: join(logDir, `${name.replace(' ', '-')}.log`),
  });
}
