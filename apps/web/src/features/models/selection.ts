import type { Conversation, ModelParameters } from '@parley/data-provider';
import { createStoredStore } from '../../shared/storage.ts';
import { createStore } from '../../shared/store.ts';
import type { EndpointModels } from './use-models.ts';

export interface Selection {
  endpoint: string;
  model: string;
  parameters: ModelParameters;
}

/** What the next new conversation starts with. */
export const lastSelection = createStoredStore<Selection | null>('parley.selection', (stored) => {
  const given = (stored ?? {}) as Partial<Selection>; // checked below
  if (typeof given.endpoint !== 'string' || typeof given.model !== 'string') return null;
  return { endpoint: given.endpoint, model: given.model, parameters: given.parameters ?? {} };
});

/** What was chosen during this visit in conversations that exist. */
export const chosen = createStore<ReadonlyMap<string, Selection>>(new Map());

/** The settings of a conversation's last turn. */
export function selectionOf(conversation: Conversation): Selection | null {
  const { endpoint, model } = conversation;
  if (!endpoint || !model) return null;
  return { endpoint, model, parameters: parametersOf(conversation) };
}

/** Settings the page can change, by the contract's names. */
const parameterNames = [
  'promptPrefix',
  'temperature',
  'max_tokens',
  'maxOutputTokens',
  'reasoning_effort',
  'effort',
  'thinkingLevel',
  'top_p',
  'topP',
  'web_search',
  'maxContextTokens',
  'modelLabel',
] as const satisfies readonly (keyof ModelParameters)[];

function parametersOf(conversation: Conversation): ModelParameters {
  const set = parameterNames.flatMap((name) => {
    const value = conversation[name];
    return value === null || value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(set) as ModelParameters; // values come from fields of these names
}

/** The first choice that is still offered; else the first model there is. */
export function firstOffered(
  groups: readonly EndpointModels[],
  ...wishes: readonly (Selection | null | undefined)[]
): Selection | null {
  for (const wish of wishes) {
    const group = wish && groups.find(({ endpoint }) => endpoint === wish.endpoint);
    if (wish && group?.models.some(({ model }) => model === wish.model)) return wish;
  }
  const first =
    groups.find(({ models, needsOwnKey }) => models.length > 0 && !needsOwnKey) ??
    groups.find(({ models }) => models.length > 0);
  const option = first?.models[0];
  return option ? { endpoint: option.endpoint, model: option.model, parameters: {} } : null;
}

/** Keeps the settings a conversation was begun with, until the server knows it. */
export const rememberSelection = (conversationId: string, selection: Selection): void =>
  chosen.set((all) => new Map(all).set(conversationId, selection));
