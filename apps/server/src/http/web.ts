import { readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type Express } from 'express';
import { pagePolicy } from './security.ts';

const dist = path.join(import.meta.dirname, '../../../web/dist');
const uncached = { 'Cache-Control': 'no-cache, no-store, must-revalidate', Pragma: 'no-cache', Expires: '0' };

/** The page: hashed assets for ever, everything else fresh, and `index.html` for every path the page itself knows. */
export function mountWeb(app: Express): void {
  app.use(
    express.static(dist, {
      index: false,
      setHeaders(res, file) {
        const isHashed = file.startsWith(path.join(dist, 'assets') + path.sep);
        res.set(isHashed ? { 'Cache-Control': 'public, max-age=31536000, immutable' } : uncached);
      },
    }),
  );
  const index = readIndex();
  app.get('/{*path}', pagePolicy, (req, res) => {
    if (index === null)
      return void res.status(503).type('text').send('The page is not built yet. Run `npm start`, or `pnpm build`.\n');
    if (req.path.startsWith('/assets/')) return void res.status(404).type('text').send('Not found\n');
    res.set(uncached).type('html').send(index);
  });
}

function readIndex(): string | null {
  try {
    return readFileSync(path.join(dist, 'index.html'), 'utf8');
  } catch {
    return null;
  }
}
