import { IconButton } from '@parley/ui/icon-button';
import { Check, Copy } from 'lucide-react';
import type { Tokens } from 'marked';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../use-copy.ts';
import { renderInline } from './render-inline.tsx';

type Cell = Tokens.TableCell;

export function TableBlock({ head, rows }: { head: readonly Cell[]; rows: readonly (readonly Cell[])[] }) {
  const { t } = useTranslation();
  const [isCopied, copy] = useCopy();
  const csv = () => [head, ...rows].map((row) => row.map(({ text }) => quote(text)).join(',')).join('\r\n');
  return (
    <div className="group/table relative">
      <div className="table-frame focus-inside" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {head.map((cell, i) => (
                <th key={i} data-align={cell.align} scope="col">
                  {renderInline(cell.tokens)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, i) => (
              <Row key={i} cells={cells} />
            ))}
          </tbody>
        </table>
      </div>
      <IconButton
        label={isCopied ? t('common.copied') : t('markdown.copyTable')}
        icon={isCopied ? <Check size={16} className="text-good" /> : <Copy size={16} />}
        variant="outline"
        onClick={() => copy(csv())}
        className="absolute -end-1 -top-3 opacity-0 group-focus-within/table:opacity-100 group-hover/table:opacity-100 pointer-coarse:static pointer-coarse:mt-1 pointer-coarse:ms-auto pointer-coarse:opacity-100"
      />
    </div>
  );
}

/** Parsed anew with every word of a growing table; drawn anew only when its text has changed. */
const Row = memo(
  function Row({ cells }: { cells: readonly Cell[] }) {
    return (
      <tr>
        {cells.map((cell, i) => (
          <td key={i} data-align={cell.align}>
            {renderInline(cell.tokens)}
          </td>
        ))}
      </tr>
    );
  },
  (before, after) =>
    before.cells.every(({ text, align }, i) => text === after.cells[i]?.text && align === after.cells[i]?.align),
);

const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
