import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { countInputTokens, countTokens, type Conversation } from './conversation.ts';
import { createOutlet, type Outlet } from './outlet.ts';
import type { Exchange } from './record.ts';
import type { ContentStep, Script, Step, UsageStep } from './script.ts';
import { textOf, type Answer, type Wire, type WireWriter } from './wire/port.ts';

export interface Performance {
  script: Script;
  conversation: Conversation;
  wire: Wire;
  exchange: Exchange;
}

/** Plays a script as an answer. Returns when the response is ended or broken, or the caller is gone. */
export async function play(performance: Performance): Promise<void> {
  const { script, wire, conversation } = performance;
  const { response, gone } = performance.exchange;
  const failure = script.find((step) => step.type === 'http-error');
  if (failure !== undefined) return fail(performance, failure);
  if (!conversation.stream) return answerWhole(performance);
  const writer = wire.writer(conversation);
  const outlet = createOutlet(response, gone);
  response.writeHead(200, { 'content-type': writer.contentType, 'cache-control': 'no-cache' });
  response.flushHeaders();
  await outlet.write(writer.open());
  const tally = { usage: usageOf(performance), finished: false };
  for (const step of script) {
    if (gone.aborted || !(await playStep(step, { writer, outlet, tally, exchange: performance.exchange }))) return;
  }
  if (!tally.finished) await outlet.write(writer.finish('stop', tally.usage));
  response.end();
}

interface Stage {
  writer: WireWriter;
  outlet: Outlet;
  tally: { usage: UsageStep; finished: boolean };
  exchange: Exchange;
}

/** False when nothing may follow. */
async function playStep(step: Step, { writer, outlet, tally, exchange }: Stage): Promise<boolean> {
  const { response, gone } = exchange;
  switch (step.type) {
    case 'text':
    case 'reasoning':
      await sayInPieces(step, { writer, outlet, gone });
      return true;
    case 'redacted-reasoning':
    case 'tool-call':
    case 'citation':
    case 'image':
    case 'refusal':
      await outlet.write(writer.content(step));
      return true;
    case 'usage':
      tally.usage = step;
      return true;
    case 'finish':
      tally.finished = true;
      await outlet.write(writer.finish(step.reason, tally.usage));
      return true;
    case 'wait':
      await pause(step.ms, gone);
      return true;
    case 'garbage':
      await outlet.write(writer.garbage(step.line ?? '{"broken": '));
      return true;
    case 'raw':
      await outlet.write(step.text);
      return true;
    case 'split-bytes':
      outlet.split(step.size);
      return true;
    case 'stream-error':
      await outlet.write(writer.error(step.message ?? 'Fake failure in the stream.', step.code));
      response.end();
      return false;
    case 'stall':
      await untilGone(gone);
      return false;
    case 'reset':
      exchange.breakOff();
      return false;
    case 'end-without-finish':
      response.end();
      return false;
    case 'http-error':
      return false;
  }
}

type Spoken = Extract<Step, { type: 'text' | 'reasoning' }>;
type Voice = Pick<Stage, 'writer' | 'outlet'> & { gone: AbortSignal };

async function sayInPieces(step: Spoken, { writer, outlet, gone }: Voice): Promise<void> {
  const { chunk, paceMs, ...whole } = step;
  const pieces = chunk === undefined ? [step.text] : split(step.text, chunk);
  for (const [index, text] of pieces.entries()) {
    if (gone.aborted) return;
    if (index > 0 && paceMs !== undefined && paceMs > 0) await pause(paceMs, gone);
    // What the vendor wants back comes with the last piece.
    const piece: ContentStep =
      whole.type === 'reasoning' && index < pieces.length - 1 ? { type: 'reasoning', text } : { ...whole, text };
    await outlet.write(writer.content(piece));
  }
}

function split(text: string, size: number): string[] {
  const characters = [...text];
  const count = Math.ceil(characters.length / size);
  return Array.from({ length: count }, (_, i) => characters.slice(i * size, (i + 1) * size).join(''));
}

function answerWhole({ script, conversation, wire, exchange }: Performance): Promise<void> | void {
  const content = script.filter(isContent);
  const finish = script.find((step) => step.type === 'finish')?.reason ?? 'stop';
  if (script.some((step) => step.type === 'stall')) return untilGone(exchange.gone);
  if (script.some((step) => step.type === 'reset')) return exchange.breakOff();
  const answer: Answer = { content, finish, usage: usageOf({ script, conversation }) };
  sendJson(exchange.response, 200, wire.writer(conversation).whole(answer));
}

function fail({ wire, exchange: { response } }: Performance, step: Extract<Step, { type: 'http-error' }>): void {
  const body = step.body ?? wire.httpError(step.status);
  for (const [name, value] of Object.entries(step.headers ?? {})) response.setHeader(name, value);
  if (typeof body === 'string') response.writeHead(step.status).end(body);
  else sendJson(response, step.status, body);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const contentTypes = new Set(['text', 'reasoning', 'redacted-reasoning', 'tool-call', 'citation', 'image', 'refusal']);

function isContent(step: Step): step is ContentStep {
  return contentTypes.has(step.type);
}

/** The counts a script gives, else what its words would roughly cost. */
function usageOf({ script, conversation }: Pick<Performance, 'script' | 'conversation'>): UsageStep {
  const given = script.findLast((step) => step.type === 'usage');
  if (given !== undefined) return given;
  const answer = { content: script.filter(isContent), finish: 'stop' as const, usage: emptyUsage };
  const reasoning = textOf(answer, 'reasoning');
  return {
    type: 'usage',
    inputTokens: countInputTokens(conversation),
    outputTokens: countTokens(textOf(answer, 'text') + reasoning),
    ...(reasoning === '' ? {} : { reasoningTokens: countTokens(reasoning) }),
  };
}

const emptyUsage: UsageStep = { type: 'usage', inputTokens: 0, outputTokens: 0 };

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

function untilGone(gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.resolve();
  return new Promise((resolve) => gone.addEventListener('abort', () => resolve(), { once: true }));
}
