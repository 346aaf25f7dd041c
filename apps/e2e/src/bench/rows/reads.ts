import { Pool } from 'undici';
import type { AppProcess } from '../../harness/app-process.ts';
import { ask, type Script } from '../../harness/script.ts';
import { startChild } from '../child.ts';
import { ratio, round, type Row } from '../row.ts';

const connections = 10;
const roundMs = 2500;
const rounds = 3;

/** Reading one row, requests per second, against a bare Express handler doing the same query in the same run. */
export async function reads({ app, script }: { app: AppProcess; script: Script }, databaseUrl: string): Promise<Row[]> {
  const { conversationId } = await ask(script, 'A row to read');
  await script.follow(conversationId, {});
  const bare = await startChild('bare-express.ts', { DATABASE_URL: databaseUrl });
  const input = encodeURIComponent(JSON.stringify({ params: { conversationId } }));
  const variants = {
    bare: { base: bare.url, path: `/conversations/${conversationId}` },
    rest: { base: app.url, path: `/api/convos/${conversationId}` },
    trpc: { base: app.url, path: `/trpc/conversations.get?input=${input}` },
  };
  const best = { bare: 0, rest: 0, trpc: 0 };
  for (let round = 0; round < rounds; round++) {
    for (const name of ['bare', 'rest', 'trpc'] as const) {
      best[name] = Math.max(best[name], await throughput(variants[name], script.token));
    }
  }
  bare.stop();
  const row = (name: 'rest' | 'trpc', label: string): Row => {
    const measured = ratio(best[name], best.bare);
    return {
      what: `reading one row over ${label}, throughput against bare Express`,
      measured: `${round(measured)} x (${round(best[name], 0)}/s, bare ${round(best.bare, 0)}/s)`,
      budget: '≥ 0.8 x',
      isMet: measured >= 0.8,
      details: { ratio: measured, perSecond: best[name], barePerSecond: best.bare },
    };
  };
  return [row('rest', 'REST'), row('trpc', 'tRPC')];
}

async function throughput({ base, path }: { base: string; path: string }, token: string): Promise<number> {
  const pool = new Pool(base, { connections, pipelining: 1 });
  const end = performance.now() + roundMs;
  let done = 0;
  const worker = async () => {
    while (performance.now() < end) {
      const { statusCode, body } = await pool.request({
        path,
        method: 'GET',
        headers: { authorization: `Bearer ${token}` },
      });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`);
      done++;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  return done / seconds;
}
