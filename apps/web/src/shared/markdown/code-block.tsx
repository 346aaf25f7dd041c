import { IconButton } from '@parley/ui/icon-button';
import { cx } from '@parley/ui/cx';
import { Check, Copy, Download, WrapText } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { preferences, setPreference } from '../preferences.ts';
import { download } from '../download.ts';
import { useSelected } from '../store.ts';
import { useCopy } from '../use-copy.ts';
import { CodeLines } from './code-lines.tsx';
import { extensionOf, labelOf } from './languages.ts';
import { useHighlight } from './use-highlight.ts';

export const CodeBlock = memo(function CodeBlock({ code, language }: { code: string; language: string }) {
  const { t } = useTranslation();
  const marks = useHighlight(code, language);
  const isWrapped = useSelected(preferences, (now) => now.isCodeWrapped);
  const [isCopied, copy] = useCopy();

  return (
    <figure className="bg-code border-line my-4 overflow-clip rounded-lg border">
      <figcaption className="bg-code/92 text-faint text-meta sticky top-0 z-1 flex items-center gap-0.5 rounded-t-lg py-0.5 ps-4 pe-1 backdrop-blur-sm">
        <span className="me-auto font-medium">{labelOf(language) || t('markdown.code')}</span>
        <IconButton
          label={t('markdown.wrap')}
          icon={<WrapText size={16} />}
          aria-pressed={isWrapped}
          onClick={() => setPreference('isCodeWrapped', !isWrapped)}
        />
        <IconButton
          label={t('markdown.download')}
          icon={<Download size={16} />}
          onClick={() => download(code, `code.${extensionOf(language)}`, 'text/plain')}
        />
        <IconButton
          label={isCopied ? t('common.copied') : t('markdown.copyCode')}
          icon={isCopied ? <Check size={16} className="text-good" /> : <Copy size={16} />}
          onClick={() => copy(code)}
        />
      </figcaption>
      <pre
        tabIndex={0}
        className={cx(
          'code focus-inside overflow-x-auto px-4 pt-1 pb-3.5',
          isWrapped ? 'wrap-anywhere whitespace-pre-wrap' : 'whitespace-pre',
        )}
      >
        <code className={isWrapped ? undefined : 'block w-max min-w-full'}>
          <CodeLines code={code} marks={marks} isWrapped={isWrapped} />
        </code>
      </pre>
    </figure>
  );
});
