import type { ConversationSummary } from '@parley/data-provider';
import type { MenuEntry } from '@parley/ui/menu';
import { toast } from '@parley/ui/toast';
import { Archive, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useConversationActions } from './use-conversations.ts';

export interface ConversationMenuOptions {
  onRename: (conversationId: string) => void;
  onDelete: (conversation: ConversationSummary) => void;
  onGone: (conversationId: string) => void;
}

/** What can be done with a conversation from the list. */
export function useConversationMenu({ onRename, onDelete, onGone }: ConversationMenuOptions) {
  const { t } = useTranslation();
  const { setArchived } = useConversationActions();

  const archive = (conversationId: string) => {
    setArchived(conversationId, true);
    onGone(conversationId);
    toast({
      text: t('conversations.archivedToast'),
      action: { label: t('common.undo'), run: () => setArchived(conversationId, false) },
    });
  };

  return (conversation: ConversationSummary): MenuEntry[] => [
    {
      label: t('conversations.rename'),
      icon: <Pencil size={16} />,
      onSelect: () => onRename(conversation.conversationId),
    },
    {
      label: t('conversations.archive'),
      icon: <Archive size={16} />,
      onSelect: () => archive(conversation.conversationId),
    },
    { kind: 'separator' },
    {
      label: t('conversations.delete'),
      icon: <Trash2 size={16} />,
      isDanger: true,
      onSelect: () => onDelete(conversation),
    },
  ];
}
