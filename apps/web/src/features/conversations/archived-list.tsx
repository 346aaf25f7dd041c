import type { ConversationSummary } from '@parley/data-provider';
import { Button } from '@parley/ui/button';
import { Empty } from '@parley/ui/empty';
import { ErrorState } from '@parley/ui/error-state';
import { IconButton } from '@parley/ui/icon-button';
import { Spinner } from '@parley/ui/spinner';
import { ArchiveRestore } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../shared/i18n/format.ts';
import { useConversationActions, useConversations } from './use-conversations.ts';

/** Conversations that were put away, and the way back. */
export function ArchivedList() {
  const { t } = useTranslation();
  const archived = useConversations({ isArchived: true });
  const { setArchived } = useConversationActions();
  if (archived.isPending) return <Spinner className="mx-auto my-8" />;
  if (archived.error) {
    return <ErrorState title={t('conversations.loadFailed')} retryLabel={t('common.retry')} onRetry={archived.retry} />;
  }
  if (archived.all.length === 0) return <Empty title={t('conversations.noArchived')} />;
  return (
    <>
      <ul className="divide-line divide-y">
        {archived.all.map((conversation) => (
          <ArchivedRow
            key={conversation.conversationId}
            conversation={conversation}
            onRestore={() => setArchived(conversation.conversationId, false)}
          />
        ))}
      </ul>
      {archived.hasMore && (
        <Button onClick={archived.loadMore} isBusy={archived.isLoadingMore} className="mt-4 w-full">
          {t('common.more')}
        </Button>
      )}
    </>
  );
}

function ArchivedRow({ conversation, onRestore }: { conversation: ConversationSummary; onRestore: () => void }) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center gap-2 py-1">
      <span className="min-w-0 flex-1">
        <span dir="auto" className="text-ui block truncate">
          {conversation.title || t('conversations.untitled')}
        </span>
        <span className="text-faint text-meta">{formatDate(conversation.updatedAt, { dateStyle: 'medium' })}</span>
      </span>
      <IconButton label={t('conversations.restore')} icon={<ArchiveRestore size={17} />} onClick={onRestore} />
    </li>
  );
}
