import { parseArgs } from 'node:util';
import { startFakeProvider } from './server.ts';

// pnpm hands its `--` on, which parseArgs would take for the end of the options.
const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    pace: { type: 'string', default: '15' },
  },
});

const fake = await startFakeProvider({
  port: Number(values.port),
  host: values.host,
  paceMs: Number(values.pace),
});

console.log(`The fake provider listens on ${fake.url} and takes any key. For Parley's environment:

OPENAI_API_KEY=fake
OPENAI_REVERSE_PROXY=${fake.url}/v1
ANTHROPIC_API_KEY=fake
ANTHROPIC_REVERSE_PROXY=${fake.url}/v1
GOOGLE_KEY=fake
GOOGLE_REVERSE_PROXY=${fake.url}/v1beta

Ollama: ${fake.url} (its OpenAI-compatible API: ${fake.url}/v1)

A message may hold a script, for example:
  Tell me a story [[fake: [{"type":"text","text":"Once upon a time"},{"type":"stall"}]]]`);
