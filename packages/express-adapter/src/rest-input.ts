import type { Endpoint } from '@parley/data-provider/core';
import type { Request } from 'express';
import type { RawInput } from './operation.ts';
import { DEFAULT_BODY_LIMIT, readJson } from './read-body.ts';
import { paramsReader, queryReader, searchOf } from './read-url.ts';

/** What the route table captured from the path. */
export interface Captured {
  names: readonly string[];
  captured: readonly string[];
}

export interface RestInput {
  raw: RawInput;
  /** The success status of the body's form, when that form has its own. */
  status: number | undefined;
}

/** Compiles the reader of an endpoint's input. Sections that are not declared are never looked at. */
export function restInputReader(endpoint: Endpoint): (req: Request, path: Captured) => Promise<RestInput> {
  const readParams = endpoint.params && paramsReader(endpoint.params);
  const readQuery = endpoint.query && queryReader(endpoint.query);
  const hasBody = endpoint.body !== undefined && endpoint.raw !== 'upload';
  const limit = endpoint.bodyLimit ?? DEFAULT_BODY_LIMIT;
  return async (req, { names, captured }) => {
    const params = readParams?.(names, captured);
    const query = readQuery?.(searchOf(req.url));
    if (!hasBody) return { raw: { params, query }, status: undefined };
    const sent = (await readJson(req, limit)) ?? {};
    const form = isRecord(sent) ? endpoint.bodyForms?.find(({ when }) => when(sent)) : undefined;
    const body = form === undefined || !isRecord(sent) ? sent : form.to(sent);
    return { raw: { params, query, body }, status: form?.status };
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
