import { say, since } from './report.mjs';
import { tail } from './run.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {Counts & { note?: string, output?: string, remarks?: readonly string[] }} Outcome `output` is
 *   shown when something failed, remarks always.
 * @typedef {{ name: string, run: () => Promise<Outcome> }} Step
 */

/** @type {Counts} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };
/** @param {string} [note] @returns {Outcome} */
export const passed = (note) => ({ ...nothing, passed: 1, ...(note ? { note } : {}) });
/** @param {string} note @param {string} [output] @returns {Outcome} */
export const failed = (note, output = '') => ({ ...nothing, failed: 1, note, output });
/** @param {string} note @returns {Outcome} */
export const skipped = (note) => ({ ...nothing, skipped: 1, note });

/** More than this of a failing step is in its log. */
const SHOWN_LINES = 400;

/**
 * Runs steps one after the other, each to one line, and goes on after a failure.
 * @param {readonly Step[]} steps
 * @param {(line: string) => void} write
 * @returns {Promise<Counts>}
 */
export async function inOrder(steps, write = say) {
  let total = nothing;
  for (const step of steps) total = add(total, await perform(step, write));
  return total;
}

/**
 * @param {readonly Promise<Counts>[]} lanes
 * @returns {Promise<Counts>}
 */
export async function together(lanes) {
  return (await Promise.all(lanes)).reduce(add, nothing);
}

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** @param {Step} step @param {(line: string) => void} write */
async function perform({ name, run }, write) {
  const startedAt = performance.now();
  /** @type {Outcome} */
  const outcome = await run().catch((error) => failed('the step itself broke', String(error?.stack ?? error)));
  const verdict = outcome.failed > 0 ? 'FAIL' : outcome.passed > 0 ? 'ok' : 'skip';
  const line = `${verdict.padEnd(5)}${name.padEnd(16)}${since(startedAt).padStart(8)}  ${outcome.note ?? ''}`;
  write(line.trimEnd());
  for (const remark of outcome.remarks ?? []) write(`     ${remark}`);
  if (outcome.failed > 0 && outcome.output) write(`${tail(outcome.output, SHOWN_LINES)}\n`);
  return outcome;
}

/** The line CI and people look for. @param {Counts} counts */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
