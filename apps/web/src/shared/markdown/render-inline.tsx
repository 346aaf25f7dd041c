import type { Token, Tokens } from 'marked';
import type { ReactNode } from 'react';
import { unescapeEntities } from './entities.ts';
import { MathFormula } from './math.tsx';
import { RemoteImage } from './remote-image.tsx';

export const renderInline = (tokens: readonly Token[] | undefined): ReactNode =>
  tokens?.map((token, i) => <Inline key={i} token={token} />);

/** What marked calls each kind is its documented shape; `Token` is too wide to say so. */
function Inline({ token }: { token: Token }): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{renderInline(token.tokens)}</strong>;
    case 'em':
      return <em>{renderInline(token.tokens)}</em>;
    case 'del':
      return <del>{renderInline(token.tokens)}</del>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return <Link link={token as Tokens.Link} />;
    case 'image':
      return <RemoteImage src={(token as Tokens.Image).href} alt={(token as Tokens.Image).text} />;
    case 'inline-math':
      return <MathFormula tex={String((token as Tokens.Generic)['tex'])} isBlock={false} />;
    case 'inline-tag':
      return <SmallTag token={token as Tokens.Generic} />;
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'checkbox':
      return null;
    case 'text':
      return token.tokens ? renderInline(token.tokens) : unescapeEntities((token as Tokens.Text).text);
    default:
      return token.raw;
  }
}

function Link({ link }: { link: Tokens.Link }) {
  const isSafe = /^(https?:|mailto:)/i.test(link.href);
  const children = renderInline(link.tokens);
  if (!isSafe) return children;
  return (
    <a href={link.href} title={link.title ?? undefined} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function SmallTag({ token }: { token: Tokens.Generic }) {
  const children = renderInline(token.tokens);
  if (token['tag'] === 'sub') return <sub>{children}</sub>;
  if (token['tag'] === 'sup') return <sup>{children}</sup>;
  return <kbd>{children}</kbd>;
}
