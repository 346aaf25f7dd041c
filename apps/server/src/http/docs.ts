import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
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

/** The package's bundle for pages without a build, which lies beside its entry. */
const reference = path.join(
  path.dirname(fileURLToPath(import.meta.resolve('@scalar/api-reference'))),
  'browser/standalone.js',
);

/** The reference page and the document it shows, made from the contract. */
export function mountDocs(app: Express): void {
  let document: string | null = null;
  app.get('/api/openapi.json', async (_req, res) => {
    // Made when first asked for: most processes never are.
    document ??= JSON.stringify((await import('../openapi.ts')).openApiDocument());
    res.type('application/json').send(document);
  });
  app.get('/api/docs', pagePolicy, (_req, res) => void res.type('html').send(page));
  app.get('/api/docs/reference.js', (_req, res) =>
    res.set('Cache-Control', 'public, max-age=86400').sendFile(reference),
  );
}
