import { fail } from '@parley/data-provider/core';
import type { Request } from 'express';
import type { RawInput } from './operation.ts';
import { parseJson } from './read-body.ts';
import { decode, searchOf } from './read-url.ts';
import { sanitize } from './sanitize.ts';

/** A tRPC request as its URL describes it; inputs of mutations are still in the body. */
export interface TrpcRequest {
  names: readonly string[];
  isBatch: boolean;
  /** The `input` parameter, parsed; undefined when there is none. */
  urlInput: unknown;
  /** Where an EventSource left off: its header, or a parameter from clients that cannot set one. */
  lastEventId: string | null;
}

export function readTrpcRequest(req: Request, path: string): TrpcRequest {
  const search = new URLSearchParams(searchOf(req.url));
  const isBatch = search.get('batch') === '1';
  const procedures = decode(path);
  const input = search.get('input');
  return {
    names: isBatch ? procedures.split(',') : [procedures],
    isBatch,
    urlInput: input === null || input === '' ? undefined : sanitize(parseJson(input)),
    lastEventId: req.get('last-event-id') ?? search.get('lastEventId') ?? null,
  };
}

/** The input of each call. A batch holds them in an object by position; a call without input has no entry. */
export function inputsOf({ names, isBatch }: TrpcRequest, sent: unknown): unknown[] {
  if (!isBatch) return [sent];
  if (sent === undefined) return names.map(() => undefined);
  if (!isRecord(sent)) return fail('invalid_request', 'The input of a batch must be an object.');
  return names.map((_, index) => sent[index]);
}

/** An input is `{ params, query, body }`, each part only where declared. Strings stay strings: JSON says what it means. */
export function sectionsOf(input: unknown): RawInput & { lastEventId?: unknown } {
  if (input === undefined || input === null) return {};
  if (!isRecord(input)) return fail('invalid_request', 'The input must be an object.');
  return input;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
