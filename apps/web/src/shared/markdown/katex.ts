import 'katex/dist/katex.min.css';
import katex from 'katex';

/** HTML for the eye and MathML for readers; null when the source is not a formula. */
export function renderMath(tex: string, isBlock: boolean): string | null {
  try {
    return katex.renderToString(tex, {
      displayMode: isBlock,
      throwOnError: true,
      trust: false,
      maxExpand: 500,
      strict: false,
    });
  } catch {
    return null;
  }
}
