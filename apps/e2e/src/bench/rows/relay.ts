import type { AppProcess } from '../../harness/app-process.ts';
import type { Script } from '../../harness/script.ts';
import type { Child } from '../child.ts';
import { cpuSeconds, residentMb } from '../process-stats.ts';
import { percentile, ratio, round, type Row } from '../row.ts';
import { readBytes, runTurn } from '../streams.ts';

export interface Stage {
  app: AppProcess;
  script: Script;
  upstream: Child;
  relay: Child;
  chunksPerStream: number;
}

const streams = 200;
/** The first ones warm up what a server that runs for weeks has long compiled. */
const rounds = 3;

/** CPU per streamed chunk, against a raw byte relay in the same run; the best round of each counts. */
export async function relayCpu({ app, script, relay, chunksPerStream }: Stage): Promise<Row> {
  const measure = async (pid: number, one: () => Promise<void>) => {
    const before = await cpuSeconds(pid);
    await Promise.all(Array.from({ length: streams }, one));
    return ((await cpuSeconds(pid)) - before) / (streams * chunksPerStream);
  };
  const raw: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    raw.push(await measure(relay.pid, () => readBytes({ url: relay.url })));
    ours.push(await measure(app.pid, () => runTurn(app.url, script)));
  }
  const [rawUs, oursUs] = [Math.min(...raw) * 1e6, Math.min(...ours) * 1e6];
  const measured = ratio(oursUs, rawUs);
  return {
    what: `CPU per streamed chunk, ${streams} streams, against a raw relay`,
    measured: `${round(measured)} x (${round(oursUs, 1)} µs, raw ${round(rawUs, 1)} µs)`,
    budget: '≤ 1.5 x',
    isMet: measured <= 1.5,
    details: { ratio: measured, oursUs, rawUs },
  };
}

const busyStreams = 50;
const samples = 60;

/** Time to the first token while 50 streams run, minus the same through the raw relay. */
export async function firstToken({ app, script, relay }: Stage): Promise<Row> {
  const isToken = (bytes: Buffer) => bytes.includes('First');
  const timed = async (one: () => Promise<void>) => {
    const start = performance.now();
    await one();
    return performance.now() - start;
  };
  const sample = async (one: () => Promise<void>) => {
    const times: number[] = [];
    for (let n = 0; n < samples; n++) times.push(await timed(one));
    return times;
  };
  const rawBusy = Array.from({ length: busyStreams }, () => readBytes({ url: relay.url }));
  const raw = await sample(() => readBytes({ url: relay.url, onBytes: isToken }));
  await Promise.all(rawBusy);
  const ourBusy = Array.from({ length: busyStreams }, () => runTurn(app.url, script));
  const ours = await sample(() => runTurn(app.url, script, isToken));
  await Promise.all(ourBusy);
  const [rawP95, oursP95] = [percentile(raw, 0.95), percentile(ours, 0.95)];
  const added = oursP95 - rawP95;
  return {
    what: `time to first token added at ${busyStreams} streams, p95`,
    measured: `${round(added, 1)} ms (${round(oursP95, 1)} ms, raw ${round(rawP95, 1)} ms)`,
    budget: '≤ 20 ms',
    isMet: added <= 20,
    details: { addedMs: added, oursP95, rawP95, oursP50: percentile(ours, 0.5), rawP50: percentile(raw, 0.5) },
  };
}

const memoryStreams = 100;

/** Resident memory, idle and with 100 streams. Measured first, before other rows leave their mark. */
export async function memory({ app, script }: Stage): Promise<Row[]> {
  const idle = await residentMb(app.pid);
  let busiest = 0;
  const watch = setInterval(() => void residentMb(app.pid).then((mb) => (busiest = Math.max(busiest, mb))), 250);
  await Promise.all(Array.from({ length: memoryStreams }, () => runTurn(app.url, script)));
  clearInterval(watch);
  const row = (what: string, mb: number, budget: number): Row => ({
    what,
    measured: `${round(mb, 0)} MB`,
    budget: `≤ ${budget} MB`,
    isMet: mb <= budget,
    details: { mb },
  });
  return [row('resident memory, idle', idle, 200), row(`resident memory, ${memoryStreams} streams`, busiest, 400)];
}

/** From the abort request to the provider losing its connection. */
export async function abortLatency({ script, upstream }: Stage): Promise<Row> {
  const times: number[] = [];
  for (let n = 0; n < 10; n++) {
    const { streamId } = (await script.call('POST', '/api/agents/chat', {
      endpoint: 'openAI',
      model: 'gpt-4o',
      text: 'Go',
    })) as { streamId: string };
    await script.follow(streamId, { until: (event) => event.type === 'text-delta' });
    const asked = Date.now();
    const closed = new Promise<number>((resolve) => {
      const hear = ({ closedAt }: { closedAt: number }) => {
        if (closedAt < asked) return;
        upstream.process.off('message', hear);
        resolve(closedAt);
      };
      upstream.process.on('message', hear);
    });
    await script.call('POST', '/api/agents/chat/abort', { streamId });
    times.push((await closed) - asked);
  }
  const slowest = Math.max(...times);
  return {
    what: 'abort reaching the provider, slowest of 10',
    measured: `${slowest} ms`,
    budget: '≤ 1000 ms',
    isMet: slowest <= 1000,
    details: { slowest, p50: percentile(times, 0.5) },
  };
}
