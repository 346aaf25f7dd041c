import { fail } from '@parley/data-provider/core';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { sanitize } from './sanitize.ts';

export const DEFAULT_BODY_LIMIT = 3 * 1024 * 1024;

const jsonType = /^application\/(?:[\w.-]+\+)?json$/i;
const utf8 = /^(?:utf-?8|us-ascii)$/i;

/**
 * The JSON body of a request without unsafe keys, or undefined when there is none. Own reader instead of Express's:
 * this one runs after the access check and answers an oversized body without reading it to its end.
 */
export async function readJson(req: IncomingMessage, limit: number): Promise<unknown> {
  if (!hasBody(req)) return undefined;
  const declared = Number(req.headers['content-length'] ?? 0);
  if (declared > limit) tooLarge();
  const text = await readText(req, limit);
  if (text.trim() === '') return undefined;
  requireJson(req.headers['content-type']);
  return sanitize(parseJson(text));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the input, so it stays here.
    return fail('invalid_json', undefined, { body: { error: 'Invalid JSON format' } });
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** No type at all is taken for JSON, as scripts often leave it out; browsers cannot send that across sites. */
function requireJson(header: string | undefined): void {
  if (header === undefined) return;
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim());
  if (!jsonType.test(type)) fail('unsupported_type', 'Send the body as application/json.');
  const charset = parameters.find((part) => /^charset=/i.test(part))?.slice('charset='.length);
  if (charset !== undefined && !utf8.test(charset.replaceAll('"', '')))
    fail('unsupported_type', 'Send the body as UTF-8.');
}

async function readText(req: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const source = decoded(req);
  try {
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > limit) tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (source !== req) source.destroy();
    if (isZlibError(error)) fail('invalid_request', 'The request body cannot be decompressed.');
    throw error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function decoded(req: IncomingMessage): Readable {
  switch ((req.headers['content-encoding'] ?? 'identity').toLowerCase()) {
    case 'identity':
      return req;
    case 'gzip':
      return req.pipe(createGunzip());
    case 'deflate':
      return req.pipe(createInflate());
    case 'br':
      return req.pipe(createBrotliDecompress());
    default:
      return fail('unsupported_type', 'This content encoding is not accepted.');
  }
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:Z_|ERR__?BROTLI|ERR_BROTLI)/.test(String(error.code));

const tooLarge = (): never => fail('too_large', undefined, { body: { error: 'Payload Too Large' } });
