import { Suspense } from 'react';
import { Markdown } from './lazy-markdown.ts';

export function TextPart({ text, isLive }: { text: string; isLive: boolean }) {
  return (
    <Suspense fallback={<p className="text-body whitespace-pre-wrap">{text}</p>}>
      <Markdown text={text} isStreaming={isLive} />
    </Suspense>
  );
}
