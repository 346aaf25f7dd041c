import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** One line per request. Paths only: a query may hold what a log should not. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    const { method, path } = req;
    res.on('close', () => {
      const fields = { method, path, status: res.statusCode, ms: Math.round(performance.now() - start) };
      if (path.startsWith('/api') || path.startsWith('/trpc')) log.info(fields, 'request');
      else log.debug(fields, 'request');
    });
    next();
  };
}
