import type { ContentPart, MessageFile } from '@parley/data-provider';
import type { Db } from '@parley/db';
import type { AssistantPart, ModelMessage, ProviderState, UserPart } from '@parley/providers';
import { estimateTokens } from '../../core/token-count.ts';
import { readFiles, type StoredFile } from '../files/index.ts';
import { type HistoryRow, type MessageRow, messageStore } from '../messages/index.ts';

/** No model reads more turns than this, and no conversation costs more to load. */
const mostMessages = 2000;
/** What an image counts in a model's window, roughly. */
const imageTokens = 1000;

interface Wanted {
  userId: string;
  /** The message the model answers; history is its way to the root. */
  tip: MessageRow;
  /** Tokens the history may take. */
  budget: number;
  /** Send the files of earlier messages again; those of the tip are always sent. */
  resendFiles: boolean;
}

export interface History {
  messages: ModelMessage[];
  /** Estimate of what is sent. */
  tokens: number;
  /** Not even the newest message fits. */
  isTooLong: boolean;
}

/** What the model is told of the conversation: the branch up to the tip, its oldest part left out when it is too long. */
export async function readHistory(db: Db, wanted: Wanted): Promise<History> {
  const { conversationId, parentMessageId: messageId } = wanted.tip;
  const earlier =
    messageId === null ? [] : await messageStore.listAncestors(db, { conversationId, messageId }, mostMessages);
  const newestFirst: readonly HistoryRow[] = [wanted.tip, ...earlier];
  const kept: HistoryRow[] = [];
  let tokens = 0;
  for (const [age, found] of newestFirst.entries()) {
    const row = age === 0 || wanted.resendFiles ? found : { ...found, files: null };
    const cost = costOf(row);
    if (tokens + cost > wanted.budget) {
      if (age === 0) return { messages: [], tokens: cost, isTooLong: true };
      break;
    }
    tokens += cost;
    kept.unshift(row);
  }
  const files = await readFiles(db, wanted.userId, kept.flatMap(fileIdsOf));
  const messages = kept.flatMap((row) => toModelMessage(row, files));
  return { messages, tokens, isTooLong: false };
}

const fileIdsOf = (row: HistoryRow): string[] => filesOf(row).map((file) => file.file_id);
const filesOf = (row: HistoryRow): MessageFile[] => (row.files ?? []) as MessageFile[]; // written from the contract's schema
const contentOf = (row: HistoryRow): ContentPart[] => (row.content ?? []) as ContentPart[]; // likewise

function costOf(row: HistoryRow): number {
  const parts = contentOf(row).map((part) => (part.type === 'text' ? part.text : ''));
  return 4 + estimateTokens(row.text) + estimateTokens(parts.join('')) + filesOf(row).length * imageTokens;
}

function toModelMessage(row: HistoryRow, files: ReadonlyMap<string, StoredFile>): ModelMessage[] {
  if (!row.isCreatedByUser) {
    const parts = toAssistantParts(row);
    return parts.length > 0 ? [{ role: 'assistant', parts }] : [];
  }
  const images = filesOf(row).flatMap(({ file_id }): UserPart[] => {
    const file = files.get(file_id);
    return file ? [{ type: 'image', mediaType: file.mediaType, data: Buffer.from(file.data).toString('base64') }] : [];
  });
  const text: UserPart[] = row.text ? [{ type: 'text', text: row.text }] : [];
  return images.length + text.length > 0 ? [{ role: 'user', parts: [...images, ...text] }] : [];
}

function toAssistantParts(row: HistoryRow): AssistantPart[] {
  const content = contentOf(row);
  if (content.length === 0) return row.text ? [{ type: 'text', text: row.text }] : [];
  return partsOf(content, row.providerState);
}

/** Content parts as the model wants them back, with what its vendor asked to keep beside each. */
export function partsOf(content: readonly ContentPart[], providerState: HistoryRow['providerState']): AssistantPart[] {
  const states = (providerState ?? {}) as unknown as Record<string, ProviderState>; // written by the run store, by content index
  return content.flatMap((part, index): AssistantPart[] => {
    const state = states[index] ? { state: states[index] } : {};
    if (part.type === 'text' && part.text) return [{ type: 'text', text: part.text, ...state }];
    if (part.type === 'think') return [{ type: 'reasoning', text: part.think, ...state }];
    return [];
  });
}
