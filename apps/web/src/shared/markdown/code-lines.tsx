import { memo, type ReactNode } from 'react';

/** Lines are drawn in groups, so that a growing listing re-renders only its last one. */
const groupSize = 24;
/** That of the `code` class. */
const lineHeight = 1.6;

interface CodeLinesProps {
  code: string;
  /** May lag behind: a line is coloured only where its colours belong to its present text. */
  marks: readonly string[];
  /** Wrapped lines have heights that nobody knows before they are drawn. */
  isWrapped: boolean;
}

export function CodeLines({ code, marks, isWrapped }: CodeLinesProps) {
  const lines = code.split('\n');
  const groups = [];
  for (let from = 0; from < lines.length; from += groupSize) {
    const to = Math.min(from + groupSize, lines.length);
    groups.push(
      <LineGroup
        key={from}
        text={lines.slice(from, to).join('\n')}
        marks={marks.slice(from, to).join('\n')}
        isSkippable={!isWrapped}
      />,
    );
  }
  return groups;
}

interface LineGroupProps {
  text: string;
  /** One JSON array per line. JSON holds no raw line breaks, so a line break separates them. */
  marks: string;
  /** Out of sight it is neither laid out nor painted; its height is known from its lines. */
  isSkippable: boolean;
}

const LineGroup = memo(function LineGroup({ text, marks, isSkippable }: LineGroupProps) {
  const marked = marks.split('\n');
  const lines = text.split('\n');
  const height = `auto ${lines.length * lineHeight}em`;
  return (
    <span
      className={isSkippable ? 'block [content-visibility:auto]' : 'block'}
      style={isSkippable ? { containIntrinsicBlockSize: height, containIntrinsicInlineSize: 'auto 1px' } : undefined}
    >
      {lines.map((line, i) => (
        // Lines have no identity but their place.
        <span key={i}>{colour(line, marked[i])}</span>
      ))}
    </span>
  );
});

/** The line with its line break, in one text node with what stands before it: alone, it would count as moving. */
function colour(line: string, mark: string | undefined): ReactNode {
  const runs = mark ? (JSON.parse(mark) as string[]) : []; // from the worker, always [class, text, …]
  const marked = runs.filter((_, i) => i % 2 === 1).join('');
  if (marked !== line || runs.length === 0) return `${line}\n`;
  const spans = [];
  for (let i = 0; i < runs.length; i += 2) {
    const text = i + 2 === runs.length ? `${runs[i + 1]}\n` : runs[i + 1];
    spans.push(
      runs[i] ? (
        <span key={i} className={runs[i]}>
          {text}
        </span>
      ) : (
        text
      ),
    );
  }
  return spans;
}
