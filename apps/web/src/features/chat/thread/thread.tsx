import { cx } from '@parley/ui/cx';
import { IconButton } from '@parley/ui/icon-button';
import { ArrowDown } from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { defineCommand, useCommands } from '../../../shared/commands/command.ts';
import type { Step } from '../tree/tree.ts';
import { MessageView } from './message-view.tsx';
import { keyOf, toTurns } from './turns.ts';
import { useFollowScroll } from './use-follow-scroll.ts';
import { useWindow } from './use-window.ts';

export interface ThreadProps {
  conversationId: string;
  branch: readonly Step[];
  /** Changes with every message the reader sends: the view goes to the end. */
  sentCount: number;
}

export function Thread({ conversationId, branch, sentCount }: ThreadProps) {
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const turns = useMemo(() => toTurns(branch), [branch]);
  const { from, extend } = useWindow(turns.length, { pane, name: conversationId });
  const { isFollowing, hasMore, jump } = useFollowScroll({ pane, content, name: conversationId });

  useEffect(() => {
    if (sentCount > 0) jump();
  }, [sentCount, jump]);

  useCommands(
    useMemo(
      () => [
        defineCommand({
          id: 'chat.end',
          label: t('chat.jump'),
          group: t('commands.chat'),
          shortcut: 'end',
          isKeyOnly: true,
          run: jump,
        }),
      ],
      [t, jump],
    ),
  );

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={pane}
        tabIndex={-1}
        data-following={isFollowing}
        className="pane [container-type:size] h-full overflow-x-hidden outline-none [scrollbar-gutter:stable_both-edges]"
      >
        <div
          ref={content}
          role="log"
          aria-label={t('chat.thread')}
          aria-live="off"
          className="mx-auto max-w-(--container-measure) px-4 pt-4 sm:px-6"
        >
          {from > 0 && <EarlierMessages key={from} pane={pane} onNear={extend} />}
          {turns.slice(from).map((turn, i) => {
            const isLastTurn = from + i === turns.length - 1;
            return (
              // The newest turn of this visit has a screen to itself, so its answer grows without moving anything.
              <section key={turn.key} className={cx(isLastTurn && sentCount > 0 && 'min-h-[calc(100cqh-2.5rem)]')}>
                {turn.steps.map((step) => (
                  <MessageView
                    key={keyOf(step)}
                    step={step}
                    isLast={isLastTurn && step === turn.steps.at(-1)}
                    isLastTurn={isLastTurn}
                  />
                ))}
              </section>
            );
          })}
          <div className="h-10" />
        </div>
        {/* Inside the pane, so that a wheel turned over it still scrolls. */}
        <div className="sticky bottom-7 z-2 flex h-0 items-end justify-center">
          {hasMore && (
            <IconButton
              label={t('chat.jump')}
              icon={<ArrowDown size={18} />}
              variant="outline"
              isRound
              onClick={jump}
            />
          )}
        </div>
      </div>
      <div className="from-paper pointer-events-none absolute inset-x-0 bottom-0 h-6 bg-linear-to-t to-transparent" />
    </div>
  );
}

/** Asks for more before the reader has reached the top. */
function EarlierMessages({ pane, onNear }: { pane: RefObject<HTMLElement | null>; onNear: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!mark.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onNear(), {
      root: pane.current,
      rootMargin: '1200px 0px 0px',
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [pane, onNear]);
  return <div ref={mark} className="h-24" />;
}
