#!/usr/bin/env node
// `npm start`: from a fresh clone to a running server, with nothing but Node and npm on the machine.
import { bootstrap } from '../src/bootstrap.mjs';
import { launch } from '../src/launch.mjs';
import { stopAll } from '../src/run.mjs';

/** @param {number} code */
const abandon = (code) => () => {
  stopAll();
  process.exit(code);
};
const onInterrupt = abandon(130);
const onTerminate = abandon(143);
process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate);

try {
  await bootstrap();
} catch (error) {
  console.error(`Parley: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate);
process.exitCode = await launch(process.argv.slice(2));
