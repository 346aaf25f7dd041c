import type { Access } from './access.ts';
import type { ErrorCode } from './errors.ts';

/**
 * Anything zod can parse. Endpoint schemas are constrained by this shape and not by `z.ZodType`,
 * which makes the compiler expand every schema and costs two to six times the type-check time.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- the widest bound; inference narrows it at every use
export type Schema = { _zod: { input: any; output: any } };
export type InputOf<S> = S extends { _zod: { input: infer I } } ? I : never;
export type OutputOf<S> = S extends { _zod: { output: infer O } } ? O : never;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A named request budget. Sizes live in server configuration; the contract says which one applies. */
export type LimitName = 'login' | 'register' | 'refresh' | 'message' | 'fork' | 'import';

/** How an error of this endpoint is written. `both` sends `error` and `message`, which every known client can read. */
export type ErrorBody = 'both' | 'openai';

export interface EndpointOptions {
  /** Who may call it. Required: there is no default. */
  access: Access;
  /** One line for the reference page. */
  summary: string;
  /** Path parameters; every `:name` of the path must be a key of this schema. */
  params?: Schema;
  query?: Schema;
  body?: Schema;
  /**
   * Other accepted forms of the body, tried by the adapter before `body`: when `when` holds, the result of `to` is
   * parsed instead. REST only; the tRPC input is always the canonical form.
   */
  bodyForms?: readonly BodyForm[];
  /** JSON answer. Parsed on the way out, so a field that is not in the schema cannot leak. */
  output?: Schema;
  /** A stream of these. REST serves it as server-sent events, tRPC as a subscription. */
  event?: Schema;
  /** Success status in REST; 200 unless said, 204 without output. `created` is for handlers that choose per call. */
  status?: number;
  /** Other success statuses a handler may choose per call with `reply.status`. */
  otherStatuses?: readonly number[];
  /** Error codes, beyond those implied by access and validation, that callers should expect. */
  errors?: readonly ErrorCode[];
  /** Further documented paths that reach the same operation. */
  aliases?: readonly Alias[];
  limit?: LimitName;
  errorBody?: ErrorBody;
  /** Largest accepted body in bytes; 3 MiB unless said. */
  bodyLimit?: number;
  /** REST only: uploads, downloads, redirects, HTML. Absent from tRPC. */
  raw?: 'upload' | 'download' | 'redirect' | 'text';
}

export interface Alias {
  method?: Method;
  /** Absolute path. */
  path: `/${string}`;
  status?: number;
}

export interface BodyForm {
  /** Shown in the reference. */
  summary: string;
  when: (body: Readonly<Record<string, unknown>>) => boolean;
  to: (body: Readonly<Record<string, unknown>>) => unknown;
  /** Success status for this form, when the contract gives it another one. */
  status?: number;
}

export type Endpoint = EndpointOptions & { method: Method; path: `/${string}` };
export type Domain = Readonly<Record<string, Endpoint>>;
export type Contract = Readonly<Record<string, Domain>>;

type Verb = <const O extends EndpointOptions, const P extends `/${string}`>(
  path: P,
  options: O,
) => O & { method: Method; path: P };

type Declared<M extends Method, O, P> = Omit<O, never> & { method: M; path: P };

const verb =
  <const M extends Method>(method: M) =>
  <const O extends EndpointOptions, const P extends `/${string}`>(path: P, options: O): Declared<M, O, P> => ({
    ...options,
    method,
    path,
  });

export const get = verb('GET') satisfies Verb;
export const post = verb('POST') satisfies Verb;
export const put = verb('PUT') satisfies Verb;
export const patch = verb('PATCH') satisfies Verb;
export const del = verb('DELETE') satisfies Verb;

/** Joins a domain's prefix and its endpoints' paths. `'/'` is the prefix itself. */
export function domain<const D extends Domain>(prefix: `/${string}`, endpoints: D): D {
  const joined = Object.entries(endpoints).map(([name, endpoint]) => {
    const path = endpoint.path === '/' ? prefix : `${prefix === '/' ? '' : prefix}${endpoint.path}`;
    return [name, { ...endpoint, path }];
  });
  // Only `path` strings change, and no type depends on their value.
  return Object.fromEntries(joined) as D;
}

/** The structured input of an endpoint: `{ params, query, body }`, each present only when declared. */
export type EndpointInput<E> = Section<E, 'params', 'in'> & Section<E, 'query', 'in'> & Section<E, 'body', 'in'>;
/** The same after parsing, as a handler sees it. */
export type ParsedInput<E> = Section<E, 'params', 'out'> & Section<E, 'query', 'out'> & Section<E, 'body', 'out'>;

type Section<E, K extends 'params' | 'query' | 'body', Side extends 'in' | 'out'> = K extends keyof E
  ? E[K] extends Schema
    ? Side extends 'out'
      ? { [P in K]: OutputOf<E[K]> }
      : Record<never, never> extends InputOf<E[K]>
        ? { [P in K]?: InputOf<E[K]> }
        : { [P in K]: InputOf<E[K]> }
    : unknown
  : unknown;

export type EndpointOutput<E> = E extends { output: infer S extends Schema } ? OutputOf<S> : null;
export type EndpointEvent<E> = E extends { event: infer S extends Schema } ? OutputOf<S> : never;
