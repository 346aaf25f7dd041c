import { createServer, type ServerResponse } from 'node:http';
import { listenAndTell } from './listen.ts';

/**
 * A provider that costs next to nothing: every stream gets the same chunk at every tick of one clock.
 * BENCH_CHUNKS per answer, one each BENCH_PACE_MS; the first one at once.
 */
const chunks = Number(process.env['BENCH_CHUNKS'] ?? 400);
const paceMs = Number(process.env['BENCH_PACE_MS'] ?? 25);

const delta = (content: string) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1, model: 'bench', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const chunk = delta(' token');
const end = `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1, model: 'bench', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;

const open = new Map<ServerResponse, number>();
setInterval(() => {
  for (const [response, left] of open) {
    if (left > 0) {
      response.write(chunk);
      open.set(response, left - 1);
      continue;
    }
    open.delete(response);
    response.end(end);
  }
}, paceMs);

listenAndTell(
  createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(delta('First'));
      open.set(response, chunks - 1);
    });
    response.on('close', () => {
      if (open.delete(response)) process.send?.({ closedAt: Date.now() });
    });
  }),
);
