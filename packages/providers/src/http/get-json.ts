import { errorFromThrown, failure } from '../errors.ts';
import { createErrorReader } from './error-body.ts';
import { send, type Carrier, type Incoming } from './send.ts';

export interface GetRequest {
  url: URL;
  headers: Readonly<Record<string, string>>;
}

/** @throws ProviderError, or the signal's reason when it aborted */
export async function getJson({ url, headers }: GetRequest, carrier: Carrier): Promise<unknown> {
  const text = await getText({ url, headers }, carrier).catch((error: unknown) => {
    throw carrier.signal.aborted ? carrier.signal.reason : errorFromThrown(error);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw failure('malformed', { detail: 'not JSON' });
  }
}

function getText({ url, headers }: GetRequest, carrier: Carrier): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let errors: ReturnType<typeof createErrorReader> | null = null;
    const incoming: Incoming = {
      head(status, responseHeaders) {
        if (status < 200 || status > 299) errors = createErrorReader({ status, headers: responseHeaders });
      },
      data(chunk) {
        if (errors === null) chunks.push(chunk);
        else errors.data(chunk);
      },
      end() {
        errors?.end();
        resolve(Buffer.concat(chunks).toString());
      },
      fail: reject,
    };
    send({ method: 'GET', url, headers, body: null }, incoming, carrier);
  });
}
