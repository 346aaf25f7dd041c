import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { root, toolEnv } from './paths.mjs';

/**
 * @typedef {{ command: string, args?: readonly string[], env?: NodeJS.ProcessEnv, log?: string, timeoutMs?: number }} Run
 * @typedef {{ ok: boolean, output: string, reason: string }} RunResult `reason` says in words how it ended, if not well.
 */

/** How long output may follow the end of a command. */
const OUTPUT_GRACE_MS = 2000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command to its end without showing it. It gets a process group of its own, so that stopping it also stops
 * what it started.
 * @param {Run} options
 * @returns {Promise<RunResult>}
 */
export function run({ command, args = [], env = toolEnv(), log, timeoutMs }) {
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const chunks = [];
    const child = spawn(command, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let isLate = false;
    const stopLate = () => {
      isLate = true;
      signalGroup(child, 'SIGKILL');
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(stopLate, timeoutMs);
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));

    /** @param {string} reason */
    const finish = (reason) => {
      clearTimeout(timer);
      running.delete(child);
      const output = Buffer.concat(chunks).toString('utf8');
      if (log) save(log, output);
      resolve({ ok: reason === '', output, reason });
    };
    child.once('error', (error) => finish(`could not start ${command}: ${error.message}`));
    // Something left behind in a session of its own may hold the output open for as long as it lives.
    const closeOutput = () => [child.stdout, child.stderr].forEach((stream) => stream.destroy());
    child.once('exit', () => setTimeout(closeOutput, OUTPUT_GRACE_MS).unref());
    child.once('close', (code, signal) => {
      if (isLate) finish(`stopped after ${(timeoutMs ?? 0) / 1000} s without an end`);
      else finish(code === 0 ? '' : signal ? `ended by ${signal}` : `exit code ${code}`);
    });
  });
}

/** Stops every command still running, with all that they started. */
export function stopAll() {
  for (const child of running) signalGroup(child, 'SIGKILL');
}

/**
 * @param {import('node:child_process').ChildProcess} child Started with `detached`.
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

/** @param {string} path @param {string} text */
function save(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** @param {string} text @param {number} lines */
export const tail = (text, lines) => text.trimEnd().split('\n').slice(-lines).join('\n');
