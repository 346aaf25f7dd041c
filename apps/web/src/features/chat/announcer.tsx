import type { RunOutcome } from '@parley/data-provider';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { createStore, useStore } from '../../shared/store.ts';

const announced = createStore<{ key: ParseKeys; count: number }>({ key: 'chat.announce.none', count: 0 });

const say = (key: ParseKeys) => announced.set(({ count }) => ({ key, count: count + 1 }));

export const announceStart = (): void => say('chat.announce.started');

export const announceEnd = (outcome: RunOutcome): void =>
  say(
    outcome === 'complete'
      ? 'chat.announce.finished'
      : outcome === 'stopped'
        ? 'chat.announce.stopped'
        : 'chat.announce.failed',
  );

/** Tells screen readers when an answer begins and ends, and never its words: those are there to be read. */
export function Announcer() {
  const { t } = useTranslation();
  const { key, count } = useStore(announced);
  return (
    <div aria-live="polite" className="sr-only">
      {/* A new element, so that the same sentence is said again. */}
      <p key={count}>{t(key)}</p>
    </div>
  );
}
