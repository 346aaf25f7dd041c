import { contract, type Domain, type Endpoint } from '@parley/data-provider';

/** What came back, in the same shape whichever door was used. */
interface Answer {
  status: number;
  body: unknown;
  /** `Set-Cookie` lines. */
  cookies: string[];
  headers: Headers;
}

export interface Input {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

interface CallOptions {
  headers?: Record<string, string>;
}

/** Calls `domain.verb`. */
export type Caller = (name: string, input?: Input, options?: CallOptions) => Promise<Answer>;

function endpointNamed(name: string): Endpoint {
  const [domainName = '', verb = ''] = name.split('.');
  const domains: Record<string, Domain> = contract;
  const endpoint = domains[domainName]?.[verb];
  if (!endpoint) throw new Error(`no endpoint ${name}`);
  return endpoint;
}

export function urlOf({ path }: Endpoint, { params = {}, query = {} }: Input = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? `missing-${key}`));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) search.append(key, String(item));
  }
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}

const bearer = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

export const callRest =
  (base: () => string, token: string | null): Caller =>
  async (name, input = {}, { headers = {} } = {}) => {
    const endpoint = endpointNamed(name);
    const response = await fetch(`${base()}${urlOf(endpoint, input)}`, {
      method: endpoint.method,
      headers: {
        ...bearer(token),
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      redirect: 'manual',
    });
    return toAnswer(response, parse(await response.text()));
  };

export const callTrpc =
  (base: () => string, token: string | null): Caller =>
  async (name, input, { headers = {} } = {}) => {
    const isQuery = endpointNamed(name).method === 'GET';
    const text = input === undefined ? undefined : JSON.stringify(input);
    const url = `${base()}/trpc/${name}${isQuery && text ? `?input=${encodeURIComponent(text)}` : ''}`;
    const response = await fetch(url, {
      method: isQuery ? 'GET' : 'POST',
      headers: { ...bearer(token), ...(isQuery ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(isQuery || text === undefined ? {} : { body: text }),
    });
    const envelope = parse(await response.text()) as TrpcEnvelope;
    if (!envelope.error) return toAnswer(response, envelope.result?.data ?? null);
    const { message, data } = envelope.error;
    return { ...toAnswer(response, { message, ...data }), status: data.httpStatus };
  };

interface TrpcEnvelope {
  result?: { data?: unknown };
  error?: { message: string; data: { httpStatus: number } };
}

const toAnswer = (response: Response, body: unknown): Answer => ({
  status: response.status,
  body,
  cookies: response.headers.getSetCookie(),
  headers: response.headers,
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
