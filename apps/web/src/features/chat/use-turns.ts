import { type Message, type MessageFile, NO_PARENT } from '@parley/data-provider';
import { toast } from '@parley/ui/toast';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../shared/api/errors.ts';
import { trpc } from '../../shared/api/trpc.ts';
import { newId } from '../../shared/new-id.ts';
import { readyFiles } from './composer/attachments.ts';
import { type Draft, draftOf, emptyDraft } from './composer/drafts.ts';
import { useRuntime } from './runtime.tsx';
import { answerAgain, ask, goOn, goOnEdited, type TurnSettings } from './run/turns.ts';
import { upsert } from './run/message-cache.ts';
import type { Tree } from './tree/tree.ts';

/** Under this name the draft of a conversation that does not exist yet is kept. */
export const newChat = 'new';

export interface UseTurnsOptions {
  /** Null for a conversation that does not exist yet. */
  conversationId: string | null;
  settings: TurnSettings | null;
  tree: Tree;
  /** The last message in view: what is sent next replies to it. */
  tip: Message | undefined;
  onCreated: (conversationId: string) => void;
  /** The first message of a new conversation was refused. */
  onAbandoned: () => void;
}

interface Outgoing {
  text: string;
  files: MessageFile[];
}

/** Everything that starts an answer. */
export function useTurns({ conversationId, settings, tree, tip, onCreated, onAbandoned }: UseTurnsOptions) {
  const { t } = useTranslation();
  const runtime = useRuntime();
  const update = trpc.messages.update.useMutation();
  const [refusal, setRefusal] = useState<{ in: string; text: string } | null>(null);
  const [sent, setSent] = useState({ in: '', count: 0 });
  const countSent = (id: string) => setSent((now) => ({ in: id, count: now.count + 1 }));

  const report = useCallback((error: unknown) => toast({ text: sentenceOf(error, t), tone: 'danger' }), [t]);

  /** Resolves to false when it was refused. */
  const askUnder = async (parentId: string, { text, files }: Outgoing): Promise<boolean> => {
    if (!settings) return false;
    const id = conversationId ?? newId();
    setRefusal(null);
    countSent(id);
    const asked = ask(runtime, { conversationId: id, parentId, text, files, settings });
    if (conversationId === null) onCreated(id);
    try {
      await asked;
      return true;
    } catch (error) {
      setRefusal({ in: conversationId ?? newChat, text: sentenceOf(error, t) });
      if (conversationId === null) onAbandoned();
      return false;
    }
  };

  const send = async () => {
    const draft = draftOf(conversationId ?? newChat);
    const written = draft.get();
    draft.set(emptyDraft);
    const isTaken = await askUnder(tip?.messageId ?? NO_PARENT, {
      text: written.text.trim(),
      files: readyFiles(written),
    });
    if (!isTaken) draft.set((now) => giveBack(written, now));
  };

  const again = (start: (settings: TurnSettings) => Promise<void>) => {
    if (!settings) return;
    setRefusal(null);
    if (conversationId !== null) countSent(conversationId);
    start(settings).catch(report);
  };
  const questionOf = (answer: Message) => tree.byId.get(answer.parentMessageId);

  return {
    send,
    sendQueued: (message: Outgoing) => askUnder(tip?.messageId ?? NO_PARENT, message),
    refusal: refusal?.in === (conversationId ?? newChat) ? refusal.text : null,
    /** Messages sent in this conversation during this visit. */
    sentCount: sent.in === conversationId ? sent.count : 0,
    answer: (question: Message) => again((with_) => answerAgain(runtime, question, with_)),
    tryAgain: (answer: Message) => {
      const question = questionOf(answer);
      if (question) again((with_) => answerAgain(runtime, question, with_));
    },
    goOn: (answer: Message) => {
      const question = questionOf(answer);
      if (question) again((with_) => goOn(runtime, { question, answer }, with_));
    },
    goOnEdited: (answer: Message, edited: { index: number; text: string }) => {
      const question = questionOf(answer);
      if (question) again((with_) => goOnEdited(runtime, { question, answer, edited }, with_));
    },
    askAgain: (question: Message, text: string) => {
      void askUnder(question.parentMessageId, { text, files: question.files ?? [] }).then(
        (isTaken) => !isTaken && draftOf(question.conversationId).set((now) => giveBack({ ...emptyDraft, text }, now)),
      );
    },
    editAnswer: async (
      { conversationId: id, messageId, content }: Message,
      { index, text }: { index: number; text: string },
    ) => {
      const body = content?.length ? { text, index } : { text };
      try {
        upsert(runtime.cache, id, await update.mutateAsync({ params: { conversationId: id, messageId }, body }));
      } catch (error) {
        report(error);
        throw error;
      }
    },
  };
}

/** What was sent in vain comes back, before whatever was written since. */
const giveBack = (sent: Draft, now: Draft): Draft => ({
  text: [sent.text, now.text].filter(Boolean).join('\n\n'),
  attachments: [...sent.attachments, ...now.attachments],
});
