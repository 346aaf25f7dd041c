import { memo, useEffect, useState } from 'react';
import type { renderMath } from './katex.ts';

type Katex = typeof renderMath;

let loaded: Katex | null = null;
let loading: Promise<Katex> | null = null;
const load = () => (loading ??= import('./katex.ts').then((module) => (loaded = module.renderMath)));

function useKatex(): Katex | null {
  const [katex, setKatex] = useState<Katex | null>(() => loaded);
  useEffect(() => {
    if (!katex) void load().then((render) => setKatex(() => render));
  }, [katex]);
  return katex;
}

interface MathProps {
  tex: string;
  isBlock: boolean;
  /** A formula still being written is shown as its source. */
  isClosed?: boolean;
}

/** The source stands in until the typesetter is here, and stays when it cannot be typeset. */
export const MathFormula = memo(function MathFormula({ tex, isBlock, isClosed = true }: MathProps) {
  const render = useKatex();
  const html = isClosed ? render?.(tex, isBlock) : null;
  const source = <code>{tex}</code>;
  if (isBlock) {
    return html ? (
      // KaTeX escapes what it is given and is told to trust nothing.
      <div className="math-block" dangerouslySetInnerHTML={{ __html: html }} />
    ) : (
      <div className="math-block text-faint">{source}</div>
    );
  }
  return html ? <span dangerouslySetInnerHTML={{ __html: html }} /> : source;
});
