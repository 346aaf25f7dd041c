import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { ModelRequest, ProviderConfig, ProviderKind } from '../port.ts';
import type { Metadata } from './state.ts';

/** What differs between the vendors that are called through an SDK package. */
export interface Dialect {
  kind: ProviderKind;
  /** The vendor's name in provider options and metadata. */
  namespace: string;
  /** Loads the package at the first call: a server that does not use it should not hold it in memory. */
  createModel(config: ProviderConfig, model: string, fetch: typeof globalThis.fetch): Promise<LanguageModelV4>;
  toSettings(request: ModelRequest): Settings;
  /** What of a text's metadata the vendor wants back. */
  textState: (metadata: Metadata) => Metadata;
  /** The package could not read this event, and the answer loses nothing by leaving it out. */
  isSkippable(event: unknown): boolean;
}

export type Settings = Omit<LanguageModelV4CallOptions, 'prompt' | 'abortSignal'>;
