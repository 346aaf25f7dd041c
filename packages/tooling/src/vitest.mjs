import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cacheDir, logDir, toolEnv } from './paths.mjs';
import { run } from './run.mjs';
import { add, failed, nothing } from './step.mjs';

/**
 * @typedef {{ assertionResults: { status: string }[], status: string }} FileReport
 * @typedef {{ testResults: FileReport[] }} Report
 */

/**
 * One vitest run as a step.
 * @param {{ name: string, folder: string, limitMs: number, args?: readonly string[], env?: Record<string, string> }} options
 *   `folder` holds the configuration.
 * @returns {import('./step.mjs').Step}
 */
export function vitest({ name, folder, limitMs, args = [], env = {} }) {
  const slug = name.replaceAll(' ', '-');
  const reportPath = join(cacheDir, 'reports', `${slug}.json`);
  return {
    name,
    run: async () => {
      // The report of an earlier run must not be counted when this one writes none.
      rmSync(reportPath, { force: true });
      const result = await run({
        command: bin('vitest'),
        args: [
          'run',
          '--root',
          folder,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${reportPath}`,
          ...args,
        ],
        env: toolEnv({ NO_COLOR: '1', FORCE_COLOR: undefined, NODE_ENV: undefined, ...env }),
        timeoutMs: limitMs,
        log: join(logDir, `${slug}.log`),
      });
      return summarise(result, readReport(reportPath));
    },
  };
}

/** @param {string} path @returns {Report | null} */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** What a test has to say even when it passes: lines it prints with this mark. @param {string} output */
const remarksIn = (output) =>
  output.split('\n').flatMap((line) => (line.startsWith('note: ') ? [line.slice('note: '.length)] : []));

/**
 * @param {import('./run.mjs').RunResult} result
 * @param {Report | null} report
 * @returns {import('./step.mjs').Outcome}
 */
export function summarise({ ok, output, reason }, report) {
  if (!report) return failed(`no report (${reason || 'vitest wrote none'})`, output);
  const counts = report.testResults.map(countFile).reduce(add, nothing);
  const note = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  if (counts.passed + counts.failed === 0) return failed('no test was executed', output);
  // An error outside every test, such as a promise nobody waited for.
  if (!ok && counts.failed === 0) return { ...counts, failed: 1, note: `${note}, and ${reason}`, output };
  return { ...counts, note, output, remarks: remarksIn(output) };
}

/** @param {FileReport} file */
function countFile({ assertionResults, status }) {
  const count = (/** @type {string} */ wanted) => assertionResults.filter((test) => test.status === wanted).length;
  const [passed, failures] = [count('passed'), count('failed')];
  // A file that could not be loaded reports no test at all.
  const failed = failures === 0 && status === 'failed' ? 1 : failures;
  return { passed, failed, skipped: assertionResults.length - passed - failures };
}
