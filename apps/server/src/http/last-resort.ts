import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';

/** What no handler answered for. Express's own page would show a stranger the stack. */
export function lastResort(log: Logger) {
  // oxlint-disable-next-line max-params -- Express tells an error handler by its four parameters
  return (error: unknown, _req: Request, res: Response, next: NextFunction): void => {
    const status = statusOf(error);
    if (status >= 500) log.error({ error }, 'request failed');
    // Half an answer is out: only Express can cut it off.
    if (res.headersSent) return next(error);
    res
      .status(status)
      .type('text')
      .send(status >= 500 ? 'Something went wrong.\n' : 'This address cannot be read.\n');
  };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : 500;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
