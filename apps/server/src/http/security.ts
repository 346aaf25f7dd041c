import helmet from 'helmet';
import type { Request, RequestHandler, Response } from 'express';
import type { Env } from '../env.ts';

/** On every answer. The page adds a content security policy of its own. */
export function commonHeaders(env: Env): RequestHandler {
  const headers: Record<string, string> = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    ...(env.NO_INDEX ? { 'X-Robots-Tag': 'noindex' } : {}),
    ...(env.DOMAIN_SERVER?.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
  return (req, res, next) => {
    res.set(headers);
    // TRACE would read credentials back to whoever asks.
    if (req.method === 'TRACE')
      return void res.status(405).set('Allow', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS').end();
    next();
  };
}

/** For HTML. Nothing inline runs, nothing foreign loads, and no other site can frame it. */
export const pagePolicy = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Formulas and diagrams place their glyphs with style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  xPoweredBy: false,
});

/**
 * Cross-origin access for the origins of `DOMAIN_CLIENT` and nobody else, and no state change by a page of another
 * site: browsers say where a request comes from, scripts without a browser say nothing and bring no cookies.
 */
export function originPolicy(env: Env): RequestHandler {
  const allowed = new Set(
    (env.DOMAIN_CLIENT ?? '')
      .split(',')
      .map((entry) => URL.parse(entry.trim())?.origin)
      .filter((origin) => origin !== undefined),
  );
  return (req, res, next) => {
    const { origin } = req.headers;
    const isAllowed = origin !== undefined && allowed.has(origin);
    if (isAllowed) allow(req, res, origin);
    if (req.method === 'OPTIONS') return void res.status(204).end();
    if (isSafe(req.method) || isAllowed || !isForeign(req)) return next();
    res.status(403).json({ error: 'Forbidden', message: 'This request comes from another site.' });
  };
}

function allow(req: Request, res: Response, origin: string): void {
  res.set({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': req.get('access-control-request-headers') ?? 'Content-Type, Authorization',
  });
  res.vary('Origin');
}

const isSafe = (method: string) => method === 'GET' || method === 'HEAD';

function isForeign(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'cross-site' || site === 'same-site';
  const { origin } = req.headers;
  if (origin === undefined) return false;
  return URL.parse(origin)?.host !== req.host;
}
