import type { AppError, ErrorBody } from '@parley/data-provider/core';
import type { ServerResponse } from 'node:http';
import { errorBody } from './render-error.ts';

/** Answers with JSON, or without a body when there is nothing to say. */
export function sendJson(res: ServerResponse, status: number, value: unknown): void {
  if (res.destroyed) return;
  res.statusCode = status;
  // Answers belong to one caller, and a stale one is wrong; a handler may say otherwise.
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store');
  if (value === null || value === undefined) return void res.end();
  const text = JSON.stringify(value);
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}

interface ErrorStyle {
  style?: ErrorBody | undefined;
  requestId: string;
}

export function sendError(res: ServerResponse, error: AppError, { style = 'both', requestId }: ErrorStyle): void {
  if (res.headersSent) {
    // Half an answer is out already; cutting the connection is the only way left to say that it failed.
    if (!res.writableEnded) res.destroy();
    return;
  }
  showRetryAfter(res, error);
  sendJson(res, error.status, errorBody(error, style, requestId));
}

export function showRetryAfter(res: ServerResponse, { options: { retryAfter } }: AppError): void {
  if (retryAfter !== undefined) res.setHeader('Retry-After', Math.max(1, Math.ceil(retryAfter)));
}
