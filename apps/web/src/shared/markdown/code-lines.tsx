import { memo } from 'react';

/** Lines are drawn in groups, so that a growing listing re-renders only its last one. */
const groupSize = 24;

/** `marks` may lag behind: a line is coloured only where its colours belong to its present text. */
export function CodeLines({ code, marks }: { code: string; marks: readonly string[] }) {
  const lines = code.split('\n');
  const groups = [];
  for (let from = 0; from < lines.length; from += groupSize) {
    const to = Math.min(from + groupSize, lines.length);
    groups.push(
      <LineGroup
        key={from}
        text={lines.slice(from, to).join('\n')}
        marks={marks.slice(from, to).join('\n')}
        isLast={to === lines.length}
      />,
    );
  }
  return groups;
}

interface LineGroupProps {
  text: string;
  /** One JSON array per line. JSON holds no raw line breaks, so a line break separates them. */
  marks: string;
  isLast: boolean;
}

const LineGroup = memo(function LineGroup({ text, marks, isLast }: LineGroupProps) {
  const marked = marks.split('\n');
  const lines = text.split('\n');
  return lines.map((line, i) => (
    // Lines have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={i}>
      {colour(line, marked[i])}
      {(!isLast || i < lines.length - 1) && '\n'}
    </span>
  ));
});

function colour(line: string, mark: string | undefined) {
  if (!mark) return line;
  const runs = JSON.parse(mark) as string[]; // from the worker, always [class, text, …]
  let text = '';
  for (let i = 1; i < runs.length; i += 2) text += runs[i];
  if (text !== line) return line;
  const spans = [];
  for (let i = 0; i < runs.length; i += 2) {
    spans.push(
      runs[i] ? (
        <span key={i} className={runs[i]}>
          {runs[i + 1]}
        </span>
      ) : (
        runs[i + 1]
      ),
    );
  }
  return spans;
}
