import type { ConversationSummary } from '@parley/data-provider';
import { type MenuHandle, MenuItem, MenuSeparator, SharedMenu } from '@parley/ui/menu';
import { toast } from '@parley/ui/toast';
import { Archive, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useConversationActions } from './use-conversations.ts';

export interface ConversationMenuProps {
  handle: MenuHandle<ConversationSummary>;
  onRename: (conversationId: string) => void;
  onDelete: (conversation: ConversationSummary) => void;
  onGone: (conversationId: string) => void;
}

export function ConversationMenu({ handle, onRename, onDelete, onGone }: ConversationMenuProps) {
  const { t } = useTranslation();
  const { setArchived } = useConversationActions();
  return (
    <SharedMenu handle={handle}>
      {(conversation) => (
        <>
          <MenuItem icon={<Pencil size={16} />} onSelect={() => onRename(conversation.conversationId)}>
            {t('conversations.rename')}
          </MenuItem>
          <MenuItem
            icon={<Archive size={16} />}
            onSelect={() => {
              setArchived(conversation.conversationId, true);
              onGone(conversation.conversationId);
              toast({
                text: t('conversations.archivedToast'),
                action: { label: t('common.undo'), run: () => setArchived(conversation.conversationId, false) },
              });
            }}
          >
            {t('conversations.archive')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Trash2 size={16} />} isDanger onSelect={() => onDelete(conversation)}>
            {t('conversations.delete')}
          </MenuItem>
        </>
      )}
    </SharedMenu>
  );
}
