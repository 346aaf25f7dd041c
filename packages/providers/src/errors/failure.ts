/** What a provider says about a failure, read from any of the shapes they use. */
export interface Failure {
  /** HTTP status, of the answer or named inside a stream. */
  status: number | null;
  /** Types and codes, lower case, joined by spaces. */
  names: string;
  message: string;
  retryAfterMs: number | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a body or a stream's error: text, `{error}`, `[{error}]`, `{response: {error}}`, `{message}` or `{detail}`. */
export function readFailure(given: unknown): Failure {
  const fields = unwrap(typeof given === 'string' ? parse(given) : given);
  const message = [fields.message, fields.detail, fields.error].find((value) => typeof value === 'string');
  const names = [fields.type, fields.code, fields.status].filter(isName).join(' ').toLowerCase();
  return {
    status: [fields.code, fields.status, fields.statusCode].map(Number).find(isErrorStatus) ?? null,
    names,
    message: typeof message === 'string' ? message : typeof given === 'string' ? given : '',
    retryAfterMs: retryDelay(fields.details),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unwrap(value: unknown): Fields {
  if (Array.isArray(value)) return unwrap(value[0]);
  if (!isFields(value)) return {};
  if (isFields(value.response) && isFields(value.response.error)) return value.response.error;
  return isFields(value.error) ? value.error : value;
}

/** Gemini puts the time to wait into the error's details, as `{retryDelay: "34s"}`. */
function retryDelay(details: unknown): number | null {
  if (!Array.isArray(details)) return null;
  for (const detail of details) {
    const delay: unknown = isFields(detail) ? detail.retryDelay : null;
    if (typeof delay === 'string' && /^[\d.]+s$/.test(delay)) return Math.ceil(Number.parseFloat(delay) * 1000);
  }
  return null;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isName = (value: unknown) => typeof value === 'string' || typeof value === 'number';
const isErrorStatus = (value: number) => Number.isInteger(value) && value >= 300 && value <= 599;
