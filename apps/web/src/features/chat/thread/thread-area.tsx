import { buttonClass } from '@parley/ui/button';
import { Empty } from '@parley/ui/empty';
import { ErrorState } from '@parley/ui/error-state';
import { Skeleton } from '@parley/ui/skeleton';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { newChatLink } from '../../../shared/links.ts';
import { choicesOf, choose } from '../tree/choices.ts';
import type { Editing } from '../use-chat-commands.ts';
import type { OpenConversation } from '../use-conversation.ts';
import type { useTurns } from '../use-turns.ts';
import { Thread } from './thread.tsx';
import { type ThreadActions, ThreadContext } from './thread-context.ts';
import { useLatest } from './use-latest.ts';

export interface ThreadAreaProps {
  conversationId: string;
  conversation: OpenConversation;
  turns: ReturnType<typeof useTurns>;
  isBusy: boolean;
  editing: Editing;
}

/** The messages of a conversation, or what stands in for them. */
export function ThreadArea({ conversationId, conversation, turns, isBusy, editing }: ThreadAreaProps) {
  const { t } = useTranslation();
  const latest = useLatest(turns);
  const actions = useMemo(
    (): ThreadActions => ({
      isBusy,
      editing: editing.messageId,
      setEditing: editing.set,
      answer: (question) => latest.current.answer(question),
      tryAgain: (answer) => latest.current.tryAgain(answer),
      goOn: (answer) => latest.current.goOn(answer),
      askAgain: (question, text) => latest.current.askAgain(question, text),
      editAnswer: (answer, edited) => latest.current.editAnswer(answer, edited),
      goOnEdited: (answer, edited) => latest.current.goOnEdited(answer, edited),
      show: ({ parentId, messageId }) =>
        choose(conversationId, { ...choicesOf(conversationId).get(), [parentId]: messageId }),
    }),
    [conversationId, isBusy, editing.messageId, editing.set, latest],
  );

  if (conversation.isMissing) {
    return (
      <Empty
        title={t('chat.missing')}
        className="m-auto"
        action={
          <Link {...newChatLink} className={buttonClass('primary')}>
            {t('conversations.new')}
          </Link>
        }
      >
        {t('chat.missingHint')}
      </Empty>
    );
  }
  if (conversation.error && conversation.branch.length === 0) {
    return (
      <ErrorState
        title={t('chat.loadFailed')}
        retryLabel={t('common.retry')}
        onRetry={conversation.retry}
        className="m-auto"
      >
        {sentenceOf(conversation.error, t)}
      </ErrorState>
    );
  }
  if (conversation.isPending) return <ThreadSkeleton />;
  return (
    <ThreadContext value={actions}>
      <Thread
        key={conversationId}
        conversationId={conversationId}
        branch={conversation.branch}
        sentCount={turns.sentCount}
      />
    </ThreadContext>
  );
}

function ThreadSkeleton() {
  const { t } = useTranslation();
  return (
    <div
      role="status"
      aria-label={t('chat.loading')}
      className="mx-auto w-full max-w-(--container-measure) flex-1 px-4 pt-8 sm:px-6"
    >
      <Skeleton className="ms-auto h-12 w-3/5 rounded-2xl" />
      <div className="mt-10 grid gap-3">
        <Skeleton className="h-4 w-11/12" />
        <Skeleton className="h-4 w-10/12" />
        <Skeleton className="h-4 w-7/12" />
      </div>
    </div>
  );
}
