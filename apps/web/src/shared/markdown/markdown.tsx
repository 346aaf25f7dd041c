import { memo, useState } from 'react';
import { type Block, createBlockLexer } from './blocks.ts';
import { renderBlock } from './render-block.tsx';

export interface MarkdownProps {
  text: string;
  /** The text still grows at its end. */
  isStreaming?: boolean;
}

/** A model's text. While it grows, only its last block is read and drawn again. */
export const Markdown = memo(function Markdown({ text, isStreaming = false }: MarkdownProps) {
  const [lexer] = useState(createBlockLexer);
  return (
    <div className="prose" dir="auto">
      {lexer.update(text, isStreaming).map((block) => (
        <BlockView key={block.id} block={block} />
      ))}
    </div>
  );
});

const BlockView = memo(function BlockView({ block }: { block: Block }) {
  return renderBlock(block.token, block);
});
