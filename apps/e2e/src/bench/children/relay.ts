import { createServer, request } from 'node:http';
import { listenAndTell } from './listen.ts';

/** The least a relay can do: bytes in, bytes out. */
const upstream = process.env['BENCH_UPSTREAM'] ?? '';

listenAndTell(
  createServer((incoming, response) => {
    incoming.resume();
    const call = request(`${upstream}/v1/chat/completions`, { method: 'POST' }, (answer) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.pipe(response);
    });
    response.on('close', () => call.destroy());
    call.on('error', () => response.destroy());
    call.end('{}');
  }),
);
