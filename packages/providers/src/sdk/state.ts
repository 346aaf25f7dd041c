import { z } from 'zod';
import type { JSONObject, SharedV4ProviderMetadata } from '@ai-sdk/provider';
import type { ProviderKind, ProviderState } from '../port.ts';

/** Metadata of one vendor, as it is handed back in `providerOptions`. */
export type Metadata = JSONObject;

/** A thought as the vendor delimited it. The text is kept with its signature, because it must return unchanged. */
export interface ReasoningBlock {
  text: string;
  metadata: Metadata;
}

const metadataSchema = z.record(z.string(), z.json());
const reasoningStateSchema = z.object({
  blocks: z.array(z.object({ text: z.string(), metadata: metadataSchema })),
});
const textStateSchema = z.object({ metadata: metadataSchema });

export function reasoningState(kind: ProviderKind, blocks: readonly ReasoningBlock[]): ProviderState {
  return { kind, value: { blocks: [...blocks] } };
}

export function textState(kind: ProviderKind, metadata: Metadata): ProviderState {
  return { kind, value: { metadata } };
}

/** The thoughts to give back; none when the state is another vendor's or cannot be read. */
export function reasoningBlocks(kind: ProviderKind, state: ProviderState | undefined): ReasoningBlock[] {
  if (state?.kind !== kind) return [];
  const parsed = reasoningStateSchema.safeParse(state.value);
  return parsed.success ? parsed.data.blocks : [];
}

export function textMetadata(kind: ProviderKind, state: ProviderState | undefined): Metadata | null {
  if (state?.kind !== kind) return null;
  const parsed = textStateSchema.safeParse(state.value);
  return parsed.success ? parsed.data.metadata : null;
}

/** The fields of one vendor's metadata that have a value. */
export function metadataOf(namespace: string, given: SharedV4ProviderMetadata | undefined): Metadata {
  const fields = Object.entries(given?.[namespace] ?? {});
  return Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined));
}
