#!/usr/bin/env node
// `npm start`: from a fresh clone to a running server, with nothing but Node and npm on the machine.
import { bootstrap, buildPage } from '../src/bootstrap.mjs';
import { launch } from '../src/launch.mjs';
import { main } from '../src/main.mjs';

await main(async (releaseSignals) => {
  await bootstrap();
  await buildPage();
  releaseSignals();
  return launch(process.argv.slice(2));
});
