import { Button } from '@parley/ui/button';
import { GrowingTextarea } from '@parley/ui/textarea';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendsMessage } from '../composer/send-key.ts';

export interface QuestionEditorProps {
  text: string;
  onCancel: () => void;
  onSend: (text: string) => void;
}

export function QuestionEditor({ text: before, onCancel, onSend }: QuestionEditorProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(before);
  const send = () => text.trim() && onSend(text.trim());
  return (
    <div className="bg-card border-line shadow-rest w-full rounded-xl border p-2 focus-within:border-edge">
      <GrowingTextarea
        autoFocus
        aria-label={t('chat.editQuestion')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={({ currentTarget }) => currentTarget.setSelectionRange(before.length, before.length)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            onCancel();
          } else if (sendsMessage(event)) {
            event.preventDefault();
            send();
          }
        }}
        className="text-body max-h-[50dvh] w-full bg-transparent px-2 py-1 leading-normal outline-none"
      />
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button size="sm" variant="primary" disabled={!text.trim()} onClick={send}>
          {t('chat.send')}
        </Button>
      </div>
    </div>
  );
}
