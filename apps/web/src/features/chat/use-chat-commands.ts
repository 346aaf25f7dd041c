import { type RefObject, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defineCommand, useCommands } from '../../shared/commands/command.ts';
import { liveRuns } from './run/live-runs.ts';
import type { Step } from './tree/tree.ts';

export interface Editing {
  /** The question whose text is being changed. */
  messageId: string | null;
  set: (messageId: string | null) => void;
  editLast: () => void;
}

interface Options {
  conversationId: string | null;
  branch: readonly Step[];
  stop: () => void;
  field: RefObject<HTMLTextAreaElement | null>;
}

export function useChatCommands({ conversationId, branch, stop, field }: Options): Editing {
  const { t } = useTranslation();
  const [messageId, set] = useState<string | null>(null);

  const editLast = useCallback(() => {
    if (conversationId !== null && liveRuns.get().has(conversationId)) return;
    const last = branch.findLast(({ message }) => message.isCreatedByUser);
    if (last) set(last.message.messageId);
  }, [branch, conversationId]);

  useCommands(
    useMemo(
      () => [
        defineCommand({
          id: 'chat.stop',
          label: t('composer.stop'),
          group: t('commands.chat'),
          shortcut: 'escape',
          when: () => conversationId !== null && liveRuns.get().has(conversationId),
          run: stop,
        }),
        defineCommand({
          id: 'chat.focus',
          label: t('chat.focusComposer'),
          group: t('commands.chat'),
          shortcut: 'shift+escape',
          isKeyOnly: true,
          run: () => field.current?.focus(),
        }),
        defineCommand({
          id: 'chat.editLast',
          label: t('chat.editLast'),
          group: t('commands.chat'),
          when: () => branch.length > 0,
          run: editLast,
        }),
      ],
      [t, conversationId, stop, field, branch.length, editLast],
    ),
  );

  return { messageId, set, editLast };
}
