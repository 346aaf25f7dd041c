import type { ConversationSummary } from '@parley/data-provider';
import { ConfirmDialog } from '@parley/ui/confirm-dialog';
import { Empty } from '@parley/ui/empty';
import { ErrorState } from '@parley/ui/error-state';
import { MenuPopup } from '@parley/ui/menu';
import { useOnce } from '@parley/ui/use-once';
import { Skeleton } from '@parley/ui/skeleton';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { running, unread } from '../../shared/activity.ts';
import { isCoarse } from '../../shared/platform.ts';
import { useStore } from '../../shared/store.ts';
import { ConversationRow } from './conversation-row.tsx';
import { type Row, toRows } from './group-by-date.ts';
import { PeriodHeading } from './period-heading.tsx';
import { useConversationActions, useConversations } from './use-conversations.ts';
import { useConversationMenu } from './use-conversation-menu.tsx';

export interface ConversationListProps {
  /** Only titles that contain this. */
  filter: string;
  /** The open conversation was deleted or archived. */
  onGone: (conversationId: string) => void;
  onNavigate: () => void;
}

const loadAhead = 12;

export function ConversationList({ filter, onGone, onNavigate }: ConversationListProps) {
  const { t } = useTranslation();
  const conversations = useConversations();
  const actions = useConversationActions();
  const menu = useRowMenu();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<ConversationSummary | null>(null);
  const entriesFor = useConversationMenu({ onRename: setRenaming, onDelete: setDeleting, onGone });
  const rows = useMemo(() => toRows(filtered(conversations.all, filter)), [conversations.all, filter]);

  if (conversations.isPending) return <ListSkeleton />;
  if (conversations.error && conversations.all.length === 0) {
    return (
      <ErrorState title={t('conversations.loadFailed')} retryLabel={t('common.retry')} onRetry={conversations.retry} />
    );
  }
  if (rows.length === 0) {
    return (
      <Empty title={filter ? t('conversations.noMatch') : t('conversations.none')}>
        {!filter && t('conversations.noneHint')}
      </Empty>
    );
  }
  return (
    <>
      <Rows
        rows={rows}
        onNearEnd={() => conversations.hasMore && !conversations.isLoadingMore && conversations.loadMore()}
        renderRow={(conversation, mark) => (
          <ConversationRow
            conversation={conversation}
            mark={mark}
            isMenuOpen={menu.isOpen && menu.conversation?.conversationId === conversation.conversationId}
            onMenu={menu.open}
            isRenaming={renaming === conversation.conversationId}
            onRenamed={(title) => {
              setRenaming(null);
              if (title !== null) actions.rename(conversation.conversationId, title);
            }}
            onNavigate={onNavigate}
          />
        )}
      />
      {menu.wasOpened && (
        <MenuPopup
          isOpen={menu.isOpen}
          onOpenChange={menu.setOpen}
          anchor={menu.anchor}
          align="start"
          entries={menu.conversation ? entriesFor(menu.conversation) : []}
        />
      )}
      <ConfirmDialog
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => {
          if (!deleting) return;
          actions.remove(deleting.conversationId);
          onGone(deleting.conversationId);
          setDeleting(null);
        }}
        title={t('conversations.deleteTitle')}
        confirmLabel={t('conversations.delete')}
        cancelLabel={t('common.cancel')}
        isDanger
      >
        {t('conversations.deleteText', { title: deleting?.title || t('conversations.untitled') })}
      </ConfirmDialog>
    </>
  );
}

/** One menu serves all rows. */
function useRowMenu() {
  const [isOpen, setOpen] = useState(false);
  const [conversation, setConversation] = useState<ConversationSummary | null>(null);
  const anchor = useRef<HTMLElement | null>(null);
  const open = useCallback((row: ConversationSummary, button: HTMLElement) => {
    anchor.current = button;
    setConversation(row);
    setOpen(true);
  }, []);
  return { isOpen, setOpen, open, conversation, anchor, wasOpened: useOnce(isOpen) };
}

interface RowsProps {
  rows: readonly Row[];
  renderRow: (conversation: ConversationSummary, mark: 'running' | 'unread' | null) => ReactNode;
  onNearEnd: () => void;
}

function Rows({ rows, renderRow, onNearEnd }: RowsProps) {
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const runningIds = useStore(running);
  const unreadIds = useStore(unread);
  const [rowHeight] = useState(() => (isCoarse() ? 44 : 36));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? 38 : rowHeight),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (lastIndex >= rows.length - loadAhead) onNearEnd();
  }, [lastIndex, rows.length, onNearEnd]);

  const markOf = (id: string) => (runningIds.has(id) ? 'running' : unreadIds.includes(id) ? 'unread' : null);
  return (
    <div ref={pane} className="pane min-h-0 flex-1 px-2 pb-2">
      <ul aria-label={t('conversations.list')} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <li
                key={item.key}
                className="absolute inset-x-0 top-0"
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {row.kind === 'heading' ? (
                  <PeriodHeading period={row.period} />
                ) : (
                  renderRow(row.conversation, markOf(row.conversation.conversationId))
                )}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('conversations.loading')} className="grid content-start gap-3 px-5 pt-4">
      {['w-9/12', 'w-11/12', 'w-7/12', 'w-10/12', 'w-8/12'].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}

function filtered(conversations: readonly ConversationSummary[], filter: string): readonly ConversationSummary[] {
  const wanted = filter.trim().toLocaleLowerCase();
  if (!wanted) return conversations;
  return conversations.filter(({ title }) => title?.toLocaleLowerCase().includes(wanted));
}
