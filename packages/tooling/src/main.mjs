import { stopAll } from './run.mjs';

/**
 * Frame of a command: one clear line for what goes wrong, nothing left running after Ctrl-C.
 * @param {(releaseSignals: () => void) => Promise<number>} command Resolves with the exit code. Once it has called
 *   `releaseSignals`, signals are its own.
 */
export async function main(command) {
  const onSignal = (/** @type {NodeJS.Signals} */ _, /** @type {number} */ number) => {
    stopAll();
    process.exit(128 + number);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    process.exitCode = await command(() => process.off('SIGINT', onSignal).off('SIGTERM', onSignal));
  } catch (error) {
    console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
