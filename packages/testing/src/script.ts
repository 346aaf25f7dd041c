/** What a fake model says that a reader would see or keep. */
export type ContentStep =
  /** `chunk` splits the text into pieces of that many characters, `paceMs` waits between them. */
  | { type: 'text'; text: string; chunk?: number; paceMs?: number }
  /** `signature` is what the vendor wants back: a signature, encrypted reasoning or a thought signature. */
  | { type: 'reasoning'; text: string; chunk?: number; paceMs?: number; signature?: string }
  /** Reasoning that only comes as an opaque block (Anthropic); other APIs skip it. */
  | { type: 'redacted-reasoning'; data: string }
  | { type: 'tool-call'; name: string; args: unknown; id?: string }
  | { type: 'citation'; url: string; title: string }
  /** Base64 without a `data:` prefix. */
  | { type: 'image'; mediaType: string; data: string }
  | { type: 'refusal'; text: string };

/** What goes wrong, or how the bytes travel. */
export type TransportStep =
  | { type: 'wait'; ms: number }
  /** Sends nothing more and keeps the connection open. */
  | { type: 'stall' }
  /** A line that does not parse. `line` replaces the usual broken JSON. */
  | { type: 'garbage'; line?: string }
  /** These bytes, as they are. */
  | { type: 'raw'; text: string }
  /** From here on every write leaves in pieces of `size` bytes, through the middle of lines and characters. */
  | { type: 'split-bytes'; size: number }
  /** Must come first. Without `body`, an error in the shape of the API that was called. */
  | { type: 'http-error'; status: number; body?: unknown; headers?: Readonly<Record<string, string>> }
  /** An error inside a stream that began well, in the shape of the API. */
  | { type: 'stream-error'; message?: string; code?: string }
  /** Destroys the socket with an RST, which may take bytes with it that are still on their way: `wait` before it. */
  | { type: 'reset' }
  /** Ends the response cleanly, without saying that the answer is complete. */
  | { type: 'end-without-finish' };

export interface UsageStep {
  type: 'usage';
  inputTokens: number;
  outputTokens: number;
  reasoningTokens?: number;
  cachedInputTokens?: number;
}

export type FakeFinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls';

export type Step = ContentStep | TransportStep | UsageStep | { type: 'finish'; reason: FakeFinishReason };

/** Played from first to last. A script that ends without `finish` or a failure gets `{ type: 'finish', reason: 'stop' }`. */
export type Script = readonly Step[];

const stepTypes = new Set<string>([
  'text',
  'reasoning',
  'redacted-reasoning',
  'tool-call',
  'citation',
  'image',
  'refusal',
  'wait',
  'stall',
  'garbage',
  'raw',
  'split-bytes',
  'http-error',
  'stream-error',
  'reset',
  'end-without-finish',
  'usage',
  'finish',
] satisfies Step['type'][]);

/** Reads a script from JSON: one step or a list of steps. Null when it is neither. */
export function toScript(value: unknown): Script | null {
  const steps: unknown[] = Array.isArray(value) ? value : [value];
  return steps.every(isStep) ? steps : null;
}

// Scripts come from tests; only the type is checked, so that a typing error is noticed and the rest stays readable.
function isStep(value: unknown): value is Step {
  return typeof value === 'object' && value !== null && 'type' in value && stepTypes.has(String(value.type));
}
