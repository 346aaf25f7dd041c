import { cx } from '@parley/ui/cx';
import type { Token, Tokens } from 'marked';
import { Fragment, lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from './code-block.tsx';
import { languageOf } from './languages.ts';
import { MathFormula } from './math.tsx';
import { renderInline } from './render-inline.tsx';
import { TableBlock } from './table-block.tsx';

const MermaidBlock = lazy(() => import('./mermaid-block.tsx').then((module) => ({ default: module.MermaidBlock })));

interface Position {
  isDone: boolean;
  carriesOn?: boolean;
}

/** What marked calls each kind is its documented shape; `Token` is too wide to say so. */
export function renderBlock(token: Token, position: Position): ReactNode {
  switch (token.type) {
    case 'heading':
      return <Heading token={token as Tokens.Heading} />;
    case 'paragraph':
      return <p dir="auto">{renderInline(token.tokens)}</p>;
    case 'code':
      return <Code token={token as Tokens.Code} isDone={position.isDone} />;
    case 'blockquote':
      return (
        <blockquote dir="auto" className="flow">
          {renderBlocks(token.tokens, position)}
        </blockquote>
      );
    case 'list':
      return <List token={token as Tokens.List} position={position} />;
    case 'table':
      return <TableBlock head={(token as Tokens.Table).header} rows={(token as Tokens.Table).rows} />;
    case 'hr':
      return <hr />;
    case 'block-math':
      return <BlockMath token={token as Tokens.Generic} />;
    case 'text':
      return token.tokens ? renderInline(token.tokens) : token.raw;
    case 'space':
    case 'def':
    case 'checkbox':
      return null;
    default:
      return <p dir="auto">{token.raw}</p>;
  }
}

const renderBlocks = (tokens: readonly Token[] | undefined, position: Position) =>
  tokens?.map((token, i) => <Fragment key={i}>{renderBlock(token, { isDone: position.isDone })}</Fragment>);

/** A page has its own first headings; those of an answer come below them. */
function Heading({ token }: { token: Tokens.Heading }) {
  const Tag = (['h3', 'h4', 'h5', 'h6'] as const)[Math.min(token.depth, 4) - 1] ?? 'h6';
  return (
    <Tag dir="auto" data-depth={token.depth}>
      {renderInline(token.tokens)}
    </Tag>
  );
}

function Code({ token, isDone }: { token: Tokens.Code; isDone: boolean }) {
  const language = languageOf(token.lang);
  const plain = <CodeBlock code={token.text} language={language} />;
  if (language !== 'mermaid' || !isDone) return plain;
  return (
    <Suspense fallback={plain}>
      <MermaidBlock source={token.text} />
    </Suspense>
  );
}

function BlockMath({ token }: { token: Tokens.Generic }) {
  return <MathFormula tex={String(token['tex'])} isBlock isClosed={token['isClosed'] === true} />;
}

function List({ token, position }: { token: Tokens.List; position: Position }) {
  const items = token.items.map((item, i) => (
    <li key={i} dir="auto" className={cx(item.task && 'task', token.loose && 'flow')}>
      {item.task && <TaskBox isDone={item.checked === true} />}
      {renderBlocks(item.tokens, position)}
    </li>
  ));
  const className = position.carriesOn ? 'carries-on' : undefined;
  if (!token.ordered) return <ul className={className}>{items}</ul>;
  return (
    <ol start={token.start === '' ? 1 : token.start} className={className}>
      {items}
    </ol>
  );
}

function TaskBox({ isDone }: { isDone: boolean }) {
  const { t } = useTranslation();
  return (
    <input
      type="checkbox"
      checked={isDone}
      aria-label={isDone ? t('markdown.taskDone') : t('markdown.taskOpen')}
      readOnly
      tabIndex={-1}
    />
  );
}
