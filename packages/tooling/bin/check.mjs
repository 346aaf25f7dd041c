#!/usr/bin/env node
// `pnpm check`: what can be known without running anything. `pnpm test` includes it.
import { bootstrap } from '../src/bootstrap.mjs';
import { checks } from '../src/checks.mjs';
import { main } from '../src/main.mjs';
import { say } from '../src/report.mjs';
import { closingLine, inOrder, together } from '../src/step.mjs';

await main(async () => {
  await bootstrap();
  // The compiler takes as long as all the others, so it gets a lane to itself.
  const counts = await together([inOrder(checks.slice(0, 1)), inOrder(checks.slice(1))]);
  say(closingLine(counts));
  return counts.failed > 0 ? 1 : 0;
});
