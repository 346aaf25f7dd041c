/**
 * Completes the last block of a text that is still being written, so that what will become emphasis, a link or a table
 * is drawn as that from its first character, and nothing is drawn that the next characters would take back.
 */
export function heal(block: string): string {
  const held = holdBack(block);
  return healTableHead(held) ?? healInline(held);
}

/** A last line of markers only may become a list, a heading, a rule or a table: it waits for what follows. */
function holdBack(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start);
  return /^\s*(?:>\s*)*(?:[-*+_=#~`|:]+|\d{1,9}[.)]?|[-*+]\s+\[[ xX]?\]?)?\s*$/.test(line)
    ? text.slice(0, start)
    : text;
}

/** The first row of a table whose second, the one of dashes, has not come or is not complete. */
function healTableHead(text: string): string | null {
  const lines = text.trimEnd().split('\n');
  const first = lines.findLastIndex((line) => !/^ {0,3}\|/.test(line)) + 1;
  const [head, dashes, ...more] = lines.slice(first);
  if (head === undefined || more.length > 0) return null;
  if (dashes !== undefined && !/^[\s|:-]*$/.test(dashes)) return null;
  const cells = head.trim();
  const complete = cells.endsWith('|') && cells.length > 1 ? cells : `${healInline(cells)} |`;
  const columns = complete.replaceAll('\\|', '').split('|').length - 2;
  return [...lines.slice(0, first), complete, `|${' --- |'.repeat(Math.max(1, columns))}`].join('\n');
}

const marks = ['**', '__', '~~', '*', '_'] as const;

function healInline(text: string): string {
  const start = startOfLastRun(text);
  return text.slice(0, start) + closeRun(text.slice(start));
}

/** Emphasis does not reach across list items, headings, quotes, cells or blank lines. */
function startOfLastRun(text: string): number {
  let start = 0;
  for (const match of text.matchAll(
    /(?:^|\n)(?:[^\S\n]*\n|[^\S\n]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[^\S\n]+(?:\[[ xX]\] )?)/g,
  )) {
    start = match.index + match[0].length;
  }
  const line = text.slice(text.lastIndexOf('\n') + 1);
  return /^\s*\|/.test(line) ? Math.max(start, text.lastIndexOf('|') + 1) : start;
}

function closeRun(run: string): string {
  const open: { mark: string; at: number }[] = [];
  for (let at = 0; at < run.length;) {
    const char = run[at] ?? '';
    if (char === '\\') {
      if (run[at + 1] === '(') {
        const end = run.indexOf('\\)', at + 2);
        if (end === -1) return close(run.slice(0, at), open);
        at = end;
      }
      at += 2;
    } else if (char === '`') {
      const ticks = /^`+/.exec(run.slice(at))?.[0] ?? '`';
      const end = findTicks(run, ticks, at + ticks.length);
      if (end === -1) return closeCode(run, { at, ticks }, open);
      at = end;
    } else if (char === '$') {
      const after = afterDollar(run, at);
      if (after === null) return close(run.slice(0, at), open);
      at = after;
    } else if (char === '[' || (char === '!' && run[at + 1] === '[')) {
      const link = readLink(run, at);
      if (link.state === 'open') return close(link.text, open);
      at = link.end;
    } else {
      const mark = marks.find((candidate) => run.startsWith(candidate, at));
      if (mark) toggle(run, { mark, at }, open);
      at += mark?.length ?? 1;
    }
  }
  return close(run, open);
}

function findTicks(run: string, ticks: string, from: number): number {
  for (const match of run.slice(from).matchAll(/`+/g)) {
    if (match[0] === ticks) return from + match.index + ticks.length;
  }
  return -1;
}

function closeCode(run: string, { at, ticks }: { at: number; ticks: string }, open: Mark[]): string {
  const code = run.slice(at + ticks.length);
  // A half-written closing run: ``a` is ``a`` in a moment.
  const trailing = /`+$/.exec(code)?.[0] ?? '';
  const inner = code.slice(0, code.length - trailing.length);
  if (!inner.trim()) return close(run.slice(0, at), open);
  return close(`${run.slice(0, at)}${ticks}${inner}${ticks}`, open);
}

/** Past a closed formula or a plain dollar sign; null when a formula has begun and not ended. */
function afterDollar(run: string, at: number): number | null {
  const isDouble = run[at + 1] === '$';
  const mark = isDouble ? '$$' : '$';
  const first = run[at + mark.length];
  if (first === undefined) return null;
  if (/[\s\d]/.test(first)) return at + mark.length;
  const end = run.indexOf(mark, at + mark.length);
  if (end !== -1) return end + mark.length;
  const rest = run.slice(at);
  const looksLikeMath = /[\\^_={}]/.test(rest) && rest.length < 400;
  return looksLikeMath || rest.length < 24 ? null : at + mark.length;
}

type Link = { state: 'closed'; end: number } | { state: 'open'; text: string };

/** A link whose address is not complete shows its text; an image that is not complete shows nothing. */
function readLink(run: string, at: number): Link {
  const isImage = run[at] === '!';
  const labelStart = at + (isImage ? 2 : 1);
  const labelEnd = run.indexOf(']', labelStart);
  const before = run.slice(0, at);
  if (labelEnd === -1) {
    if (isImage) return { state: 'open', text: before };
    return { state: 'closed', end: labelStart };
  }
  if (run[labelEnd + 1] !== '(') {
    const isUndecided = labelEnd + 1 === run.length && isImage;
    return isUndecided ? { state: 'open', text: before } : { state: 'closed', end: labelStart };
  }
  const end = run.indexOf(')', labelEnd);
  if (end !== -1) return { state: 'closed', end: end + 1 };
  return { state: 'open', text: isImage ? before : `${before}[${run.slice(labelStart, labelEnd)}]()` };
}

interface Mark {
  mark: string;
  at: number;
}

function toggle(run: string, { mark, at }: Mark, open: Mark[]): void {
  const before = run[at - 1] ?? ' ';
  const after = run[at + mark.length] ?? '';
  const index = open.findLastIndex((candidate) => candidate.mark === mark);
  if (index !== -1 && !/\s/.test(before)) open.splice(index);
  else if (canOpen(mark, before, after)) open.push({ mark, at });
}

function canOpen(mark: string, before: string, after: string): boolean {
  if (/\s/.test(after)) return false;
  return !mark.startsWith('_') || !/[\p{L}\p{N}]/u.test(before);
}

/** Closes what is open, innermost first. Marks with nothing after them are dropped instead. */
function close(run: string, open: readonly Mark[]): string {
  let text = run.replace(/[^\S\n]+$/, '');
  let tail = '';
  for (const { mark, at } of open.toReversed()) {
    if (at + mark.length >= text.length && tail === '') text = text.slice(0, at).replace(/[^\S\n]+$/, '');
    else {
      // `**bold*` is `**bold**` in a moment.
      if (tail === '' && mark.length === 2 && text.endsWith(mark[0] ?? '') && !text.endsWith(mark))
        text = text.slice(0, -1);
      tail += mark;
    }
  }
  return text + tail;
}
