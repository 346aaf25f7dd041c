import { toScript, type Script } from './script.ts';

const opening = '[[fake:';
const closing = ']]';

/**
 * Finds a script inside a message, so that a test which only has a browser can steer the fake:
 * `Hello [[fake: [{"type":"text","text":"Hi"},{"type":"stall"}]]]`. One step may stand without the list.
 * @throws Error when the message holds a directive that is no script
 */
export function findDirective(message: string): Script | null {
  const start = message.indexOf(opening);
  if (start === -1) return null;
  const found = firstScript(message, start + opening.length);
  if (found === null) throw new Error('The [[fake: …]] directive does not hold a script.');
  return found.script;
}

/** The message as a reader would quote it. */
export function withoutDirective(message: string): string {
  const start = message.indexOf(opening);
  const found = start === -1 ? null : firstScript(message, start + opening.length);
  return found === null ? message : `${message.slice(0, start)}${message.slice(found.end)}`.trim();
}

// JSON may hold `]]` itself, so the directive ends at the first one that leaves a whole script before it.
function firstScript(message: string, start: number): { script: Script; end: number } | null {
  for (let end = message.indexOf(closing, start); end !== -1; end = message.indexOf(closing, end + 1)) {
    const script = parse(message.slice(start, end));
    if (script !== null) return { script, end: end + closing.length };
  }
  return null;
}

function parse(json: string): Script | null {
  try {
    return toScript(JSON.parse(json));
  } catch {
    return null;
  }
}
