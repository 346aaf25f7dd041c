import { cx } from '@parley/ui/cx';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDarkNow } from '../theme.ts';
import { preferences } from '../preferences.ts';
import { useSelected } from '../store.ts';
import { CodeBlock } from './code-block.tsx';

type View = 'diagram' | 'source';

/** Drawn once its source is complete. What cannot be drawn is shown as its source. */
export function MermaidBlock({ source }: { source: string }) {
  const { t } = useTranslation();
  const theme = useSelected(preferences, (now) => now.theme);
  const [image, setImage] = useState<string | null>(null);
  const [view, setView] = useState<View>('diagram');

  useEffect(() => {
    let isGone = false;
    const draw = async () => {
      const { drawDiagram } = await import('./draw-diagram.ts');
      const drawn = await drawDiagram(source, isDarkNow());
      if (!isGone) setImage(drawn);
    };
    void draw().catch(() => setImage(null));
    return () => {
      isGone = true;
    };
  }, [source, theme]);

  if (!image) return <CodeBlock code={source} language="mermaid" />;
  return (
    <figure className="my-4">
      <div role="group" aria-label={t('markdown.diagramView')} className="mb-2 flex gap-1">
        {(['diagram', 'source'] as const).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={view === each}
            onClick={() => setView(each)}
            className={cx(
              'touch-y text-meta rounded-md px-3',
              view === each ? 'bg-hover text-ink font-medium' : 'text-faint hover:text-ink',
            )}
          >
            {t(`markdown.${each}`)}
          </button>
        ))}
      </div>
      {view === 'source' ? (
        <CodeBlock code={source} language="mermaid" />
      ) : (
        <div className="border-line overflow-x-auto rounded-lg border p-4">
          <img src={image} alt={t('markdown.diagramAlt')} className="mx-auto" />
        </div>
      )}
    </figure>
  );
}
