import { createRequire } from 'node:module';
import path from 'node:path';
import type { Express } from 'express';
import { openApiDocument } from '../openapi.ts';
import { pagePolicy } from './security.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Parley API</title>
  </head>
  <body>
    <script id="api-reference" data-url="/api/openapi.json" data-configuration='{"withDefaultFonts":false,"telemetry":false}'></script>
    <script src="/api/docs/reference.js"></script>
  </body>
</html>
`;

const reference = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@scalar/api-reference/package.json')),
  'dist/browser/standalone.js',
);

/** The reference page and the document it shows, made from the contract. */
export function mountDocs(app: Express): void {
  let document: string | null = null;
  app.get('/api/openapi.json', (_req, res) => {
    document ??= JSON.stringify(openApiDocument());
    res.type('application/json').send(document);
  });
  app.get('/api/docs', pagePolicy, (_req, res) => void res.type('html').send(page));
  app.get('/api/docs/reference.js', (_req, res) => void res.set('Cache-Control', 'public, max-age=86400').sendFile(reference));
}
