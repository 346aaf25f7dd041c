import type { Message } from '@parley/data-provider';
import { Button } from '@parley/ui/button';
import { GrowingTextarea } from '@parley/ui/textarea';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useThread } from './thread-context.ts';

interface Editable {
  index: number;
  text: string;
}

/** Changes the text of an answer: kept as it is, or gone on after in a new answer beside this one. */
export function AnswerEditor({ answer, onDone }: { answer: Message; onDone: () => void }) {
  const { t } = useTranslation();
  const { editAnswer, goOnEdited, isBusy } = useThread();
  const [parts, setParts] = useState(() => editableOf(answer));
  const [isSaving, setSaving] = useState(false);
  const before = editableOf(answer);
  const changed = parts.filter(({ text }, i) => text !== before[i]?.text);

  const save = async () => {
    setSaving(true);
    for (const part of changed) await editAnswer(answer, part);
    onDone();
  };
  const last = changed.at(-1) ?? parts.at(-1);

  return (
    <div
      className="bg-card border-line focus-within:border-edge rounded-xl border p-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDone();
      }}
    >
      {parts.map(({ index, text }, i) => (
        <GrowingTextarea
          key={index}
          autoFocus={i === 0}
          aria-label={t('chat.editAnswer')}
          value={text}
          onChange={({ target }) =>
            setParts((now) => now.map((part) => (part.index === index ? { index, text: target.value } : part)))
          }
          className="text-body max-h-[60dvh] w-full bg-transparent px-2 py-1 leading-normal outline-none not-first:mt-2"
        />
      ))}
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button
          size="sm"
          disabled={isBusy || !last}
          onClick={() => {
            if (last) goOnEdited(answer, last);
            onDone();
          }}
        >
          {t('chat.saveAndGoOn')}
        </Button>
        <Button
          size="sm"
          variant="primary"
          isBusy={isSaving}
          disabled={changed.length === 0}
          onClick={() => void save().catch(() => setSaving(false))}
        >
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}

function editableOf({ content, text }: Message): Editable[] {
  if (!content?.length) return [{ index: 0, text }];
  return content.flatMap((part, index) => (part.type === 'text' ? [{ index, text: part.text }] : []));
}
