#!/usr/bin/env node
// `pnpm gen:domain notes`: the right shape is the easiest shape.
import { parseArgs } from 'node:util';
import { generateDomain } from '../src/gen-domain.mjs';
import { main } from '../src/main.mjs';
import { bin, root } from '../src/paths.mjs';
import { say } from '../src/report.mjs';
import { run } from '../src/run.mjs';

await main(async () => {
  const [name, singular] = parseArgs({ allowPositionals: true }).positionals;
  if (!name) throw new Error('Say which: gen:domain <plural noun> [<singular>]');
  const paths = generateDomain({ root, name, ...(singular ? { singular } : {}) });
  const formatted = await run({ command: bin('oxfmt'), args: paths.filter((path) => path.endsWith('.ts')) });
  if (!formatted.ok) throw new Error(`formatting failed (${formatted.reason})\n${formatted.output}`);

  for (const path of paths) say(path);
  say(`
Next:
  npm run db:new -- add_${name}    write the migration
  npm run openapi                 refresh the reference
  apps/server/src/contract.test.ts  say how ${name}.list and ${name}.get are called, under "two doors, one result"
  npm test`);
  return 0;
});
