import { Marked, type TokenizerExtension, type TokensList } from 'marked';

/**
 * CommonMark and GFM, with mathematics and without HTML: tags in a model's text are shown as the text they are.
 * Only these four, which models use inside tables and formulas, mean something.
 */
const lineBreak: TokenizerExtension = {
  name: 'br',
  level: 'inline',
  start: (text) => indexOf(text, /<br/i),
  tokenizer(text) {
    const raw = /^<br\s*\/?>/i.exec(text)?.[0];
    return raw === undefined ? undefined : { type: 'br', raw };
  },
};

const inlineTag: TokenizerExtension = {
  name: 'inline-tag',
  level: 'inline',
  start: (text) => indexOf(text, /<(?:sub|sup|kbd)>/i),
  tokenizer(text) {
    const [raw, tag, inner] = /^<(sub|sup|kbd)>([^<\n]{1,200})<\/\1>/i.exec(text) ?? [];
    if (raw === undefined || tag === undefined || inner === undefined) return undefined;
    return { type: 'inline-tag', raw, tag: tag.toLowerCase(), tokens: this.lexer.inlineTokens(inner) };
  },
};

const blockMath: TokenizerExtension = {
  name: 'block-math',
  level: 'block',
  start: (text) => indexOf(text, /^ {0,3}(?:\$\$|\\\[)/m),
  tokenizer(text) {
    const match =
      /^ {0,3}\$\$(?!\$)([\s\S]*?)(?:\$\$[^\S\n]*(?=\n|$)|$(?![\s\S]))/.exec(text) ??
      /^ {0,3}\\\[([\s\S]*?)(?:\\\][^\S\n]*(?=\n|$)|$(?![\s\S]))/.exec(text);
    if (!match) return undefined;
    const [raw, tex = ''] = match;
    const isClosed = /(?:\$\$|\\\])\s*$/.test(raw.slice(2)) && raw.trim().length > 4;
    // A formula that never ends would swallow the rest of the text; a blank line says that it was none.
    if (!isClosed && /\n\s*\n/.test(raw)) return undefined;
    return { type: 'block-math', raw, tex: tex.trim(), isClosed };
  },
};

/**
 * `$…$` is mathematics only when it hugs its content and no digit follows: `$5 and $10` is money. `\(…\)` always is.
 */
const inlineMath: TokenizerExtension = {
  name: 'inline-math',
  level: 'inline',
  start: (text) => indexOf(text, /\$|\\\(/),
  tokenizer(text) {
    const [raw, tex] =
      /^\\\(([\s\S]{1,2000}?)\\\)/.exec(text) ??
      /^\$\$(?!\s)((?:\\.|[^\\$\n]){1,2000}?)\$\$/.exec(text) ??
      /^\$(?![\s$])((?:\\.|[^\\$\n]){0,1000}?(?:\\.|[^\\$\s]))\$(?![\d$])/.exec(text) ??
      [];
    if (raw === undefined || tex === undefined) return undefined;
    return { type: 'inline-math', raw, tex: tex.trim() };
  },
};

function indexOf(text: string, pattern: RegExp): number | undefined {
  const index = text.search(pattern);
  return index === -1 ? undefined : index;
}

const marked = new Marked({
  gfm: true,
  extensions: [lineBreak, inlineTag, blockMath, inlineMath],
  tokenizer: { html: () => undefined, tag: () => undefined },
});

export const lex = (text: string): TokensList => marked.lexer(text);
