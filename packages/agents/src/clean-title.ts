import { cleanText } from './steps/clean.ts';

const fallback = 'Untitled Conversation';
/** In code points. */
const maxLength = 200;
const ellipsis = '...';

/** What a model gave as a title, as it can stand in a list. */
export function cleanTitle(given: string): string {
  const line = withoutThoughts(cleanText(given)).replaceAll(/\s+/gu, ' ').trim();
  return shorten(undressed(line.slice(0, maxLength * 10))) || fallback;
}

/** Some models write their thoughts into the text, and some of those forget the first or the last tag. */
function withoutThoughts(text: string): string {
  return text
    .replaceAll(/<(think|thinking|reasoning)>[^]*?<\/\1>/giu, '')
    .replace(/^[^]*<\/(?:think|thinking|reasoning)>/iu, '')
    .replace(/<(?:think|thinking|reasoning)>[^]*$/iu, '');
}

const label = /^title\s*[:：]\s*/iu;
const heading = /^#{1,6}\s+/u;
/** Pairs around the whole title; what they enclose holds neither of the two. */
const wrappers = [
  /^(\*{1,3}|_{1,3}|`{1,3}|~~)(?<inner>.+)\1$/u,
  /^"(?<inner>[^"]*)"$/u,
  /^'(?<inner>[^']*)'$/u,
  /^“(?<inner>[^“”]*)”$/u,
  /^‘(?<inner>[^‘’]*)’$/u,
  /^„(?<inner>[^„“”]*)[“”]$/u,
  /^«(?<inner>[^«»]*)»$/u,
  /^「(?<inner>[^「」]*)」$/u,
  /^\[(?<inner>[^[\]]*)\]$/u,
];

/** Takes off labels, headings, markup and quotation marks, in whatever order they were put on. */
function undressed(title: string): string {
  let inner = title
    .replace(heading, '')
    .replace(label, '')
    .replace(/^(\*\*|__)title\s*[:：]\s*\1\s*/iu, '');
  for (const wrapper of wrappers) inner = wrapper.exec(inner)?.groups?.['inner'] ?? inner;
  inner = inner.trim();
  return inner === title ? title : undressed(inner);
}

/** Cuts between characters as people see them, not inside of one. */
function shorten(title: string): string {
  if ([...title].length <= maxLength) return title;
  let kept = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter().segment(title)) {
    length += [...segment].length;
    if (length > maxLength - ellipsis.length) break;
    kept += segment;
  }
  return kept + ellipsis;
}
